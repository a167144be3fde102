import type {
  Mount,
  Network,
  NetworkAttachmentConfig,
  Placement,
  PortConfig,
  ResourceRequirements,
} from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import type { Attachment } from '../flags/references.ts';
import { pairs } from '../flags/text.ts';
import { omitEmpty } from '../format/omit.ts';
import type { Call } from '../spec.ts';
import { pathOf } from './find.ts';
import { genericResource } from './policies.ts';

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A map after `--X-rm` and then `--X-add`. */
export function changedMap(
  flags: Flags,
  name: string,
  map: Record<string, string> | undefined,
): Record<string, string> | undefined {
  if (!flags.has(`${name}-rm`, `${name}-add`)) return map;
  const gone = flags.all(`${name}-rm`).map((each) => each.split('=')[0]);
  const kept = Object.entries(map ?? {}).filter(([key]) => !gone.includes(key));
  return { ...Object.fromEntries(kept), ...pairs(flags.all(`${name}-add`)) };
}

/** A list after `--X-rm` and `--X-add`; what is removed is not added either. */
export function changedList(flags: Flags, name: string, list: readonly string[] | undefined): string[] | undefined {
  if (!flags.has(`${name}-rm`, `${name}-add`)) return list ? [...list] : undefined;
  const gone = new Set(flags.all(`${name}-rm`));
  const all = [...new Set([...(list ?? []), ...flags.all(`${name}-add`)])];
  return all.filter((each) => !gone.has(each)).sort(order);
}

export function changedPlacement(flags: Flags, placement: Placement): Placement {
  type Preference = NonNullable<Placement['Preferences']>[number];
  const goneConstraints = new Set(flags.all('constraint-rm'));
  const gonePreferences = new Set(
    flags.all<Preference>('placement-pref-rm').map((each) => each.Spread.SpreadDescriptor),
  );
  const constraints = (placement.Constraints ?? []).filter((each) => !goneConstraints.has(each));
  const preferences = (placement.Preferences ?? []).filter(
    (each) => !gonePreferences.has(each.Spread.SpreadDescriptor),
  );
  const added = flags.all('constraint-add').filter((each) => !constraints.includes(each));
  return {
    ...omitEmpty<Placement>({
      Constraints: [...constraints, ...added],
      Preferences: [...preferences, ...flags.all<Preference>('placement-pref-add')],
      MaxReplicas: flags.number('replicas-max-per-node', placement.MaxReplicas),
    }),
    ...(placement.Platforms ? { Platforms: placement.Platforms } : {}),
  };
}

const portKey = (port: PortConfig): string =>
  `${port.PublishedPort ?? 0}:${port.TargetPort ?? 0}/${port.Protocol}/${port.PublishMode}`;

/** `--publish-rm` takes target ports. */
export function changedPorts(flags: Flags, ports: readonly PortConfig[]): PortConfig[] {
  const known = new Map(ports.map((port) => [portKey(port), port]));
  const gone = flags.all<PortConfig>('publish-rm');
  const kept = [...known.values()].filter(
    (port) =>
      !gone.some(
        (each) =>
          each.TargetPort === port.TargetPort &&
          each.Protocol === (port.Protocol ?? 'tcp') &&
          each.PublishMode === (port.PublishMode ?? 'ingress'),
      ),
  );
  const added = flags.all<PortConfig>('publish-add').filter((port) => !known.has(portKey(port)));
  return [...kept, ...added].sort((a, b) => order(portKey(a), portKey(b)));
}

/** By source, then by target; one that is added replaces the one at its target. */
export function changedMounts(flags: Flags, mounts: readonly Mount[], added: readonly Mount[]): Mount[] {
  const byTarget = new Map<string, Mount>();
  for (const mount of added) {
    if (byTarget.has(mount.Target)) throw new Failure('duplicate mount target');
    byTarget.set(mount.Target, mount);
  }
  for (const mount of mounts) if (!byTarget.has(mount.Target)) byTarget.set(mount.Target, mount);
  for (const target of flags.all('mount-rm')) byTarget.delete(target);
  return [...byTarget.values()].sort((a, b) => order(a.Source ?? '', b.Source ?? '') || order(a.Target, b.Target));
}

/** `--host-rm name[:ip]` takes a name out of every line, or out of those of one address. */
export function changedHosts(flags: Flags, hosts: readonly string[], added: readonly string[]): string[] {
  const gone = flags.all('host-rm').map((each) => {
    const at = each.indexOf(':');
    return at < 0 ? { name: each, ip: '' } : { name: each.slice(0, at), ip: each.slice(at + 1) };
  });
  const kept = hosts.flatMap((line) => {
    const [ip = '', ...names] = line.split(/\s+/).filter(Boolean);
    const left = names.filter((name) => !gone.some((each) => each.name === name && (each.ip === '' || each.ip === ip)));
    return left.length > 0 ? [`${ip} ${left.join(' ')}`] : [];
  });
  return [...new Set([...kept, ...added])];
}

export function* changedNetworks(
  { api, flags }: Call,
  networks: readonly NetworkAttachmentConfig[],
): Co<NetworkAttachmentConfig[]> {
  function* idOf(name: string): Co<string> {
    return (yield* api.get<Network>(pathOf('networks', name), { scope: 'swarm' })).Id;
  }
  const gone = new Set<string>();
  for (const name of flags.all('network-rm')) gone.add(yield* idOf(name));
  const list = networks.filter(({ Target }) => !gone.has(Target));
  for (const { Target, Aliases, DriverOpts } of flags.all<Attachment>('network-add')) {
    const id = yield* idOf(Target);
    if (list.some((each) => each.Target === id)) throw new Failure(`service is already attached to network ${Target}`);
    list.push({ Target: id, ...(Aliases ? { Aliases } : {}), ...(DriverOpts ? { DriverOpts } : {}) });
  }
  return list.sort((a, b) => order(a.Target, b.Target));
}

export function changedGeneric(flags: Flags, resources: ResourceRequirements): ResourceRequirements {
  const kindOf = (each: ReturnType<typeof genericResource>): string =>
    each.DiscreteResourceSpec?.Kind ?? each.NamedResourceSpec?.Kind ?? '';
  const gone = new Set(flags.all('generic-resource-rm'));
  const added = flags.all('generic-resource-add').map(genericResource);
  for (const each of added) gone.add(kindOf(each));
  const kept = (resources.Reservations?.GenericResources ?? []).filter((each) => !gone.has(kindOf(each)));
  const list = [...kept, ...added];
  return {
    ...resources,
    Reservations: { ...resources.Reservations, ...(list.length > 0 ? { GenericResources: list } : {}) },
  };
}
