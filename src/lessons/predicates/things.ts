import type { ContainerView, ServiceView } from '../../lab/index.ts';
import { serviceNamed } from './look.ts';
import { messages, none } from './messages.ts';
import { met, plain, unmet, type Predicate } from './predicate.ts';

/* Networks, volumes, containers, and what is mounted in tasks. */

/** A swarm network exists with this driver and, if given, subnet. */
export function net(N: string, driver: string, subnet?: string): Predicate {
  return plain(`net(${N},${driver}${subnet ? `,${subnet}` : ''})`, (now) => {
    const found = Object.values(now.swarm?.networks ?? {}).find((each) => each.name === N);
    if (!found) return unmet(messages.noNetwork, { N });
    if (found.driver !== driver) return unmet(messages.network, { N, what: 'driver', have: found.driver });
    return subnet === undefined || found.subnet === subnet
      ? met
      : unmet(messages.network, { N, what: 'subnet', have: found.subnet ?? none });
  });
}

/** A running task of the service has an address on the network. */
export function joined(S: string, N: string): Predicate {
  return plain(`joined(${S},${N})`, (now) => {
    const service = serviceNamed(now, S);
    if (!service) return unmet(messages.missing, { S });
    const network = Object.values(now.swarm?.networks ?? {}).find((each) => each.name === N);
    if (!network) return unmet(messages.noNetwork, { N });
    const attached = Object.values(now.swarm?.tasks ?? {}).some(
      (task) =>
        task.serviceId === service.id &&
        task.state === 'running' &&
        task.networks.some((each) => each.networkId === network.id),
    );
    return attached ? met : unmet(messages.joined, { S, N });
  });
}

export type MountKind = 'secret' | 'config' | 'volume' | 'bind';

/** What a service mounts, by kind, as source → target with an absolute target. */
function mountsOf({ spec }: ServiceView, kind: MountKind): { source: string | undefined; target: string }[] {
  const container = spec.TaskTemplate.ContainerSpec;
  const place = (name: string | undefined, folder: string): string =>
    name?.startsWith('/') ? name : `${folder}${name ?? ''}`;
  if (kind === 'secret')
    return (container?.Secrets ?? []).map((each) => ({
      source: each.SecretName,
      target: place(each.File?.Name, '/run/secrets/'),
    }));
  if (kind === 'config')
    return (container?.Configs ?? []).map((each) => ({ source: each.ConfigName, target: place(each.File?.Name, '/') }));
  return (container?.Mounts ?? [])
    .filter((each) => each.Type === kind)
    .map((each) => ({ source: each.Source, target: each.Target }));
}

/** The service mounts a secret, config, volume or folder of its hosts at an absolute path. */
export function mounted(S: string, kind: MountKind, source: string, target: string): Predicate {
  return plain(`mounted(${S},${kind} ${source}->${target})`, (now) => {
    const service = serviceNamed(now, S);
    if (!service) return unmet(messages.missing, { S });
    const found = mountsOf(service, kind).some((each) => each.source === source && each.target === target);
    return found ? met : unmet(messages.mounted, { S, target });
  });
}

export function vol(H: string, V: string): Predicate {
  return plain(`vol(${H},${V})`, (now) => (now.hosts[H]?.volumes.includes(V) ? met : unmet(messages.absent, { H, V })));
}

/** A container by that name is on the host and fulfils a condition (running, by default). */
export function ctr(
  H: string,
  V: string,
  condition: (container: ContainerView) => boolean = (container) => container.state === 'running',
): Predicate {
  return plain(`ctr(${H},${V})`, (now) => {
    const found = Object.values(now.containers).find((each) => each.host === H && each.name === V);
    return found && condition(found) ? met : unmet(messages.absent, { H, V });
  });
}
