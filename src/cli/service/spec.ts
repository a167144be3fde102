import type {
  ContainerSpec,
  EndpointSpec,
  Mount,
  Network,
  NetworkAttachmentConfig,
  Placement,
  PortConfig,
  ServiceMode,
  ServiceSpec,
  Ulimit,
} from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Api } from '../api.ts';
import { environment } from '../environment.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import type { Attachment } from '../flags/references.ts';
import { pairs } from '../flags/text.ts';
import { omitEmpty } from '../format/omit.ts';
import type { Call } from '../spec.ts';
import { pathOf } from './find.ts';
import { healthOf, resourcesOf, restartOf, updateConfigOf } from './policies.ts';

/** The spec that `docker service create` sends; models docker/cli serviceOptions.ToService. */
export function* specOf(call: Call): Co<ServiceSpec> {
  const { api, flags, args } = call;
  const [image = '', ...command] = args;
  const env = yield* environment(call, 'env-file', 'env');
  const health = healthOf(flags);
  const mode = modeOf(flags);
  const update = updateConfigOf(flags, 'update');
  const rollback = updateConfigOf(flags, 'rollback');
  if ((mode.ReplicatedJob || mode.GlobalJob) && (update ?? rollback))
    throw new Failure('update and rollback configuration is not supported for jobs');
  const networks = yield* attachments(api, flags.all<Attachment>('network'));
  const restart = restartOf(flags);
  const logDriver = flags.text('log-driver');
  const container: ContainerSpec = {
    ...omitEmpty<ContainerSpec>({
      Image: image,
      Labels: pairs(flags.all('container-label')),
      Command: flags.get<string[]>('entrypoint'),
      Args: command,
      Hostname: flags.text('hostname'),
      Env: env,
      Dir: flags.text('workdir'),
      User: flags.text('user'),
      Groups: flags.all('group'),
    }),
    Init: flags.is('init'),
    ...omitEmpty<ContainerSpec>({
      StopSignal: flags.text('stop-signal'),
      TTY: flags.is('tty'),
      ReadOnly: flags.is('read-only'),
      Mounts: absolute(call, flags.all<Mount>('mount')),
    }),
    ...(flags.has('stop-grace-period') ? { StopGracePeriod: flags.number('stop-grace-period') } : {}),
    ...(health ? { Healthcheck: health } : {}),
    ...omitEmpty<ContainerSpec>({ Hosts: flags.all('host').map(hostLine) }),
    DNSConfig: omitEmpty<NonNullable<ContainerSpec['DNSConfig']>>({
      Nameservers: flags.all('dns'),
      Search: flags.all('dns-search'),
      Options: flags.all('dns-option'),
    }),
    ...omitEmpty<ContainerSpec>({
      Isolation: flags.text('isolation'),
      Sysctls: pairs(flags.all('sysctl')),
      ...capabilities(flags.all('cap-add'), flags.all('cap-drop')),
      Ulimits: ulimits(flags.all<Ulimit>('ulimit')),
      OomScoreAdj: flags.number('oom-score-adj'),
    }),
  };
  return {
    Name: flags.text('name'),
    Labels: pairs(flags.all('label')),
    TaskTemplate: {
      ContainerSpec: container,
      Resources: resourcesOf(flags),
      ...(restart ? { RestartPolicy: restart } : {}),
      Placement: omitEmpty<Placement>({
        Constraints: flags.all('constraint'),
        Preferences: flags.all('placement-pref'),
        MaxReplicas: flags.number('replicas-max-per-node'),
      }),
      ...(networks.length > 0 ? { Networks: networks } : {}),
      ...(logDriver ? { LogDriver: { Name: logDriver, ...omitEmpty({ Options: pairs(flags.all('log-opt')) }) } } : {}),
      ForceUpdate: 0,
    },
    Mode: mode,
    ...(update ? { UpdateConfig: update } : {}),
    ...(rollback ? { RollbackConfig: rollback } : {}),
    EndpointSpec: omitEmpty<EndpointSpec>({
      Mode: flags.text('endpoint-mode', 'vip').toLowerCase(),
      Ports: flags.all<PortConfig>('publish'),
    }),
  };
}

function modeOf(flags: Flags): ServiceMode {
  const replicas = flags.get<number>('replicas');
  const concurrent = flags.get<number>('max-concurrent');
  const mode = flags.text('mode', 'replicated');
  const refuse = (given: boolean, flag: string, modes: string): void => {
    if (given) throw new Failure(`${flag} can only be used with ${modes} mode`);
  };
  const refuseConcurrent = (): void => refuse(concurrent !== undefined, 'max-concurrent', 'replicated-job');
  const global = (): void => {
    refuse(replicas !== undefined, 'replicas', 'replicated or replicated-job');
    refuse(flags.number('replicas-max-per-node') > 0, 'replicas-max-per-node', 'replicated or replicated-job');
    refuseConcurrent();
  };
  switch (mode) {
    case 'global':
      global();
      return { Global: {} };
    case 'global-job':
      global();
      return { GlobalJob: {} };
    case 'replicated':
      refuseConcurrent();
      return { Replicated: replicas === undefined ? {} : { Replicas: replicas } };
    case 'replicated-job': {
      const most = concurrent ?? replicas;
      return {
        ReplicatedJob: {
          ...(most === undefined ? {} : { MaxConcurrent: most }),
          ...(replicas === undefined ? {} : { TotalCompletions: replicas }),
        },
      };
    }
    default:
      throw new Failure(`Unknown mode: ${mode}, only replicated and global supported`);
  }
}

/** Networks by ID, in the order of their IDs. */
export function* attachments(api: Api, wanted: readonly Attachment[]): Co<NetworkAttachmentConfig[]> {
  const list: NetworkAttachmentConfig[] = [];
  for (const { Target, Aliases, DriverOpts } of wanted) {
    const network = yield* api.get<Network>(pathOf('networks', Target), { scope: 'swarm' });
    list.push({ Target: network.Id, ...(Aliases ? { Aliases } : {}), ...(DriverOpts ? { DriverOpts } : {}) });
  }
  return list.sort((a, b) => (a.Target < b.Target ? -1 : 1));
}

/** `host:ip` as a line of a hosts file. */
export const hostLine = (pair: string): string => pair.replace(/^([^:]*):(.*)$/, '$2 $1');

/** Bind sources that begin with a dot start at the client's directory. */
export function absolute({ self }: Call, mounts: readonly Mount[]): Mount[] {
  return mounts.map((mount) =>
    mount.Source?.startsWith('.') ? { ...mount, Source: self.resolve(mount.Source) } : mount,
  );
}

/** One limit per name, by name. */
function ulimits(list: readonly Ulimit[]): Ulimit[] {
  const last = new Map(list.map((each) => [each.Name, each]));
  return [...last.values()].sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

/** `NET_ADMIN`, `cap_net_admin` → `CAP_NET_ADMIN`. */
export function capability(name: string): string {
  const upper = name.trim().toUpperCase();
  return upper === 'ALL' || upper === 'RESET' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

/** Capabilities by name, once; one that is added is not dropped. */
export function capabilities(
  add: readonly string[],
  drop: readonly string[],
): Pick<ContainerSpec, 'CapabilityAdd' | 'CapabilityDrop'> {
  const added = new Set(add.map(capability));
  const dropped = new Set(drop.map(capability).filter((each) => !added.has(each)));
  return { CapabilityAdd: [...added].sort(), CapabilityDrop: [...dropped].sort() };
}
