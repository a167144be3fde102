import type { ConfigReference, ContainerSpec, HealthConfig, Mount, SecretReference, Ulimit } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { omitEmpty } from '../format/omit.ts';
import type { Call } from '../spec.ts';
import { resolveConfigs, resolveSecrets } from './files.ts';
import { absolute, capability, hostLine } from './spec.ts';
import { changedHosts, changedList, changedMap, changedMounts } from './update-lists.ts';

/** The container part of a spec with what the flags of `service update` change. */
export function* changedContainer(call: Call, old: ContainerSpec): Co<ContainerSpec> {
  const { api, flags } = call;
  const text = (flag: string, present: string | undefined): string => flags.text(flag, present);
  const gone = (flag: string): Set<string> => new Set(flags.all(flag));
  const goneSecrets = gone('secret-rm');
  const goneConfigs = gone('config-rm');
  const secrets = (old.Secrets ?? []).filter((each) => !goneSecrets.has(each.SecretName));
  const configs = (old.Configs ?? []).filter((each) => !goneConfigs.has(each.ConfigName));
  if (flags.has('secret-add')) secrets.push(...(yield* resolveSecrets(api, flags.all<SecretReference>('secret-add'))));
  if (flags.has('config-add')) configs.push(...(yield* resolveConfigs(api, flags.all<ConfigReference>('config-add'))));
  const health = changedHealth(flags, old.Healthcheck);
  const mounts = flags.has('mount-add', 'mount-rm')
    ? changedMounts(flags, old.Mounts ?? [], absolute(call, flags.all<Mount>('mount-add')))
    : old.Mounts;
  const hosts = flags.has('host-add', 'host-rm')
    ? changedHosts(flags, old.Hosts ?? [], flags.all('host-add').map(hostLine))
    : old.Hosts;
  const init = flags.has('init') ? flags.is('init') : old.Init;
  return {
    ...omitEmpty<ContainerSpec>({
      Image: text('image', old.Image),
      Labels: changedMap(flags, 'container-label', old.Labels),
      Command: flags.get<string[]>('entrypoint') ?? old.Command,
      Args: flags.get<string[]>('args') ?? old.Args,
      Hostname: text('hostname', old.Hostname),
      Env: changedEnv(flags, old.Env ?? []),
      Dir: text('workdir', old.Dir),
      User: text('user', old.User),
      Groups: changedList(flags, 'group', old.Groups),
      Privileges: old.Privileges,
    }),
    ...(init === undefined ? {} : { Init: init }),
    ...omitEmpty<ContainerSpec>({
      StopSignal: text('stop-signal', old.StopSignal),
      TTY: flags.has('tty') ? flags.is('tty') : old.TTY,
      OpenStdin: old.OpenStdin,
      ReadOnly: flags.has('read-only') ? flags.is('read-only') : old.ReadOnly,
      Mounts: mounts,
    }),
    ...period(flags, old.StopGracePeriod),
    ...(health ? { Healthcheck: health } : {}),
    ...omitEmpty<ContainerSpec>({ Hosts: hosts }),
    ...changedDns(flags, old.DNSConfig),
    ...omitEmpty<ContainerSpec>({
      Secrets: secrets,
      Configs: configs,
      Isolation: text('isolation', old.Isolation),
      Sysctls: changedMap(flags, 'sysctl', old.Sysctls),
      ...changedCapabilities(flags, old),
      Ulimits: changedUlimits(flags, old.Ulimits),
      OomScoreAdj: flags.number('oom-score-adj', old.OomScoreAdj),
    }),
  };
}

function period(flags: Flags, present: number | undefined): Pick<ContainerSpec, 'StopGracePeriod'> {
  const span = flags.get<number>('stop-grace-period') ?? present;
  return span === undefined ? {} : { StopGracePeriod: span };
}

/** Added values replace those of the same name; removal comes first. */
function changedEnv(flags: Flags, env: readonly string[]): string[] {
  const key = (pair: string): string => pair.split('=')[0] as string;
  const gone = new Set(flags.all('env-rm'));
  const byKey = new Map(env.filter((pair) => !gone.has(key(pair))).map((pair) => [key(pair), pair]));
  for (const pair of flags.all('env-add')) byKey.set(key(pair), pair);
  return [...byKey.values()];
}

function changedDns(flags: Flags, old: ContainerSpec['DNSConfig']): Pick<ContainerSpec, 'DNSConfig'> {
  if (!flags.has('dns-add', 'dns-rm', 'dns-option-add', 'dns-option-rm', 'dns-search-add', 'dns-search-rm'))
    return old ? { DNSConfig: old } : {};
  return {
    DNSConfig: omitEmpty<NonNullable<ContainerSpec['DNSConfig']>>({
      Nameservers: changedList(flags, 'dns', old?.Nameservers),
      Search: changedList(flags, 'dns-search', old?.Search),
      Options: changedList(flags, 'dns-option', old?.Options),
    }),
  };
}

/** What was dropped and is added now is in neither list, and the other way round. */
function changedCapabilities(
  flags: Flags,
  old: ContainerSpec,
): Pick<ContainerSpec, 'CapabilityAdd' | 'CapabilityDrop'> {
  const set = (list: readonly string[] | undefined): Set<string> => new Set((list ?? []).map(capability));
  const add = set(flags.all('cap-add'));
  const drop = set(flags.all('cap-drop'));
  const added = add.delete('RESET') ? new Set<string>() : set(old.CapabilityAdd);
  const dropped = drop.delete('RESET') ? new Set<string>() : set(old.CapabilityDrop);
  for (const name of drop) if (!add.has(name) && !added.delete(name)) dropped.add(name);
  for (const name of add) if (!dropped.delete(name)) added.add(name);
  const list = (names: Set<string>): string[] => (names.has('ALL') ? ['ALL'] : [...names].sort());
  return { CapabilityAdd: list(added), CapabilityDrop: list(dropped) };
}

function changedUlimits(flags: Flags, old: readonly Ulimit[] | undefined): Ulimit[] {
  const byName = new Map((old ?? []).map((each) => [each.Name, each]));
  for (const name of flags.all('ulimit-rm')) byName.delete(name.split('=')[0] as string);
  for (const each of flags.all<Ulimit>('ulimit-add')) byName.set(each.Name, each);
  return [...byName.values()].sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

function changedHealth(flags: Flags, old: HealthConfig | undefined): HealthConfig | undefined {
  const settings = ['cmd', 'interval', 'retries', 'timeout', 'start-period'].map((name) => `health-${name}`);
  if (!flags.has('no-healthcheck', ...settings)) return old;
  if (flags.is('no-healthcheck')) {
    if (flags.has(...settings)) throw new Failure('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  const command = flags.get<string>('health-cmd');
  const kept = old?.Test?.[0] === 'NONE' ? undefined : old?.Test;
  return omitEmpty<HealthConfig>({
    Test: command === undefined ? kept : command === '' ? undefined : ['CMD-SHELL', command],
    Interval: flags.number('health-interval', old?.Interval),
    Timeout: flags.number('health-timeout', old?.Timeout),
    StartPeriod: flags.number('health-start-period', old?.StartPeriod),
    StartInterval: flags.number('health-start-interval', old?.StartInterval),
    Retries: flags.number('health-retries', old?.Retries),
  });
}
