import type { Cluster, Config, Node, Secret } from '../../swarm/objects.ts';
import { nodeSpec, shaped } from '../swarm/shape.ts';
import { presentMeta, presentTls } from './cluster.ts';

/** Answer of GET /nodes/{id}. */
export function presentNode(node: Node, cluster: Cluster | undefined): Record<string, unknown> {
  const { description, status, managerStatus: manager } = node;
  return {
    ...presentMeta(node),
    Spec: shaped(node.spec, nodeSpec),
    Description: description
      ? {
          Hostname: description.Hostname,
          Platform: description.Platform,
          Resources: description.Resources,
          Engine: description.Engine,
          TLSInfo: cluster ? presentTls(cluster) : description.TLSInfo,
        }
      : { Platform: {}, Resources: {}, Engine: {}, TLSInfo: {} },
    Status: { State: status.state, ...(status.message ? { Message: status.message } : {}), Addr: status.addr },
    ...(manager
      ? {
          ManagerStatus: {
            ...(manager.leader ? { Leader: true } : {}),
            Reachability: manager.reachability,
            Addr: manager.addr,
          },
        }
      : {}),
  };
}

/** Answer of GET /secrets/{id}: never its data. */
export function presentSecret(secret: Secret): Record<string, unknown> {
  const { Name, Labels, Driver, Templating } = secret.spec;
  return {
    ...presentMeta(secret),
    Spec: { Name, Labels: Labels ?? {}, ...(Driver ? { Driver } : {}), ...(Templating ? { Templating } : {}) },
  };
}

/** Answer of GET /configs/{id}. */
export function presentConfig(config: Config): Record<string, unknown> {
  const { Name, Labels, Data, Templating } = config.spec;
  return {
    ...presentMeta(config),
    Spec: { Name, Labels: Labels ?? {}, ...(Data ? { Data } : {}), ...(Templating ? { Templating } : {}) },
  };
}
