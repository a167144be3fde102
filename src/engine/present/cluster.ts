import { rfc3339 } from '../../sim/index.ts';
import type { Cluster, StoreObject } from '../../swarm/objects.ts';
import { clusterSpec, shaped } from '../swarm/shape.ts';

const zeroTime = '0001-01-01T00:00:00Z';

/** The first four keys of every swarm object. */
export function presentMeta({ id, meta }: StoreObject): {
  ID: string;
  Version: { Index: number };
  CreatedAt: string;
  UpdatedAt: string;
} {
  return {
    ID: id,
    Version: { Index: meta.version },
    CreatedAt: rfc3339(meta.createdAt),
    UpdatedAt: rfc3339(meta.updatedAt),
  };
}

/** The cluster as `docker info` has it. */
export function presentCluster(cluster: Cluster): Record<string, unknown> {
  return {
    ...presentMeta(cluster),
    Spec: shaped(cluster.spec, clusterSpec),
    TLSInfo: presentTls(cluster),
    RootRotationInProgress: false,
    DefaultAddrPool: cluster.defaultAddressPool,
    SubnetSize: cluster.defaultAddressPool.length > 0 ? cluster.subnetSize : 0,
    DataPathPort: cluster.dataPathPort,
  };
}

/** What `docker info` has of a cluster that cannot be asked: Go's zero value. */
export const noCluster = {
  ID: '',
  Version: {},
  CreatedAt: zeroTime,
  UpdatedAt: zeroTime,
  Spec: {
    Labels: null,
    Orchestration: {},
    Raft: { ElectionTick: 0, HeartbeatTick: 0 },
    Dispatcher: {},
    CAConfig: {},
    TaskDefaults: {},
    EncryptionConfig: { AutoLockManagers: false },
  },
  TLSInfo: {},
  RootRotationInProgress: false,
  DefaultAddrPool: null,
  SubnetSize: 0,
  DataPathPort: 0,
};

export function presentTls({ rootCa }: Cluster): {
  TrustRoot: string;
  CertIssuerSubject: string;
  CertIssuerPublicKey: string;
} {
  return { TrustRoot: rootCa.certificate, CertIssuerSubject: rootCa.subject, CertIssuerPublicKey: rootCa.publicKey };
}

/** Answer of GET /swarm: the cluster with its join tokens. */
export function presentSwarm(cluster: Cluster): Record<string, unknown> {
  return {
    ...presentCluster(cluster),
    JoinTokens: { Worker: cluster.joinTokens.worker, Manager: cluster.joinTokens.manager },
  };
}
