import type { ClusterSpec } from '../../api/index.ts';
import { fromNanoseconds, hour } from '../../sim/index.ts';
import { joinToken, unlockKey } from '../ca/tokens.ts';
import type { Leader } from '../leader.ts';
import type { Cluster } from '../objects.ts';
import type { Transaction } from '../store/transaction.ts';
import { checkVersion, invalid } from './errors.ts';

export interface Rotation {
  workerToken?: boolean;
  managerToken?: boolean;
  unlockKey?: boolean;
}

/** Models moby/swarmkit manager/controlapi UpdateCluster. */
export function updateCluster(
  { chance }: Leader,
  tx: Transaction,
  version: number,
  spec: ClusterSpec,
  rotate: Rotation,
): Cluster {
  const { cluster } = tx;
  if (spec.Name !== cluster.spec.Name) invalid('modification of cluster name is not allowed');
  const { NodeCertExpiry } = spec.CAConfig;
  if (NodeCertExpiry && fromNanoseconds(NodeCertExpiry) < hour) invalid('minimum certificate expiry time is: 1h0m0s');
  if ((spec.Dispatcher.HeartbeatPeriod ?? 0) < 0) invalid('heartbeat time period cannot be a negative duration');
  checkVersion(cluster, version);
  const { worker, manager } = cluster.joinTokens;
  const locked = spec.EncryptionConfig.AutoLockManagers;
  const key = locked && (rotate.unlockKey || !cluster.unlockKey) ? unlockKey(chance) : cluster.unlockKey;
  return tx.update('cluster', {
    ...cluster,
    spec,
    joinTokens: {
      worker: rotate.workerToken ? joinToken(chance, 'worker', worker) : worker,
      manager: rotate.managerToken ? joinToken(chance, 'manager', manager) : manager,
    },
    unlockKey: locked ? key : undefined,
  });
}
