import type { Backend } from '../executor.ts';
import type { Service } from '../objects.ts';
import type { Store } from '../store/store.ts';

/** The ports that a service publishes on every node. */
const published = ({ endpoint }: Service): NonNullable<Service['endpoint']>['ports'] =>
  (endpoint?.ports ?? []).filter((port) => port.PublishMode !== 'host' && port.PublishedPort);

/**
 * The running tasks behind the ports of the routing mesh. In life the nodes tell each other by gossip (moby
 * libnetwork/agent); here the dispatcher, who hears the same at the same time, tells them all.
 */
export function backends(store: Store): Backend[] {
  const ingress = store.all('network').find(({ spec }) => spec.Ingress)?.id;
  return store.all('service').flatMap((service) => {
    const ports = published(service);
    if (ports.length === 0) return [];
    return store.tasksOf(service.id).flatMap((task): Backend[] => {
      const node = store.get('node', task.nodeId);
      const address = task.networks.find(({ network }) => network.id === ingress)?.addresses[0]?.split('/')[0];
      if (!node || !address || task.status.state !== 'running' || task.desiredState !== 'running') return [];
      if (node.status.state === 'down') return [];
      return ports.map((port) => ({
        port: port.PublishedPort ?? 0,
        protocol: port.Protocol ?? 'tcp',
        targetPort: port.TargetPort ?? 0,
        address,
        node: node.status.addr,
      }));
    });
  });
}
