import type { ContainerCreate, EndpointSettings, HostConfig, Mount, Ulimit } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { environment, readPairs } from '../environment.ts';
import { Failure, messageOf } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import { parseShort, publish } from '../flags/ports.ts';
import type { Attachment } from '../flags/references.ts';
import { pairs } from '../flags/text.ts';
import { omitEmpty } from '../format/omit.ts';
import { absolute } from '../service/spec.ts';
import { healthOf } from '../service/policies.ts';
import type { Call } from '../spec.ts';

/** What `docker run` and `docker create` ask for; models docker/cli command/container parse. */
export function* configOf(call: Call): Co<ContainerCreate> {
  const { flags, args } = call;
  const [image = '', ...command] = args;
  const env = yield* environment(call, 'env-file', 'env');
  const labels: string[] = [];
  for (const path of flags.all('label-file')) labels.push(...(yield* readPairs(call, path)));
  const streams = flags.all('attach').map((each) => each.toLowerCase());
  for (const each of streams)
    if (!['stdin', 'stdout', 'stderr'].includes(each)) throw new Failure('valid streams are STDIN, STDOUT and STDERR');
  const stdin = flags.is('interactive');
  const both = streams.length === 0;
  const attachStdin = stdin || streams.includes('stdin');
  const ports = portsOf(flags);
  const entrypoint = flags.get<string>('entrypoint');
  const health = healthOf(flags);
  return {
    Hostname: flags.text('hostname'),
    Domainname: flags.text('domainname'),
    User: flags.text('user'),
    AttachStdin: attachStdin,
    AttachStdout: both || streams.includes('stdout'),
    AttachStderr: both || streams.includes('stderr'),
    ...omitEmpty<Pick<ContainerCreate, 'ExposedPorts'>>({ ExposedPorts: ports.exposed }),
    Tty: flags.is('tty'),
    OpenStdin: stdin,
    StdinOnce: stdin && attachStdin,
    Env: env,
    Cmd: command.length > 0 ? command : null,
    ...(health ? { Healthcheck: health } : {}),
    Image: image,
    Volumes: Object.fromEntries(volumesOf(flags).anonymous.map((path) => [path, {}])),
    WorkingDir: flags.text('workdir'),
    Entrypoint: entrypoint === undefined ? null : [entrypoint],
    Labels: pairs([...labels, ...flags.all('label')]),
    ...omitEmpty<Pick<ContainerCreate, 'StopSignal'>>({ StopSignal: flags.text('stop-signal') }),
    ...(flags.has('stop-timeout') ? { StopTimeout: flags.number('stop-timeout') } : {}),
    HostConfig: hostConfigOf(call, ports.bindings),
    NetworkingConfig: { EndpointsConfig: endpointsOf(flags) },
  };
}

function hostConfigOf(call: Call, bindings: NonNullable<HostConfig['PortBindings']>): HostConfig {
  const { flags } = call;
  const restart = restartOf(flags.text('restart', 'no'));
  if (flags.is('rm') && restart.Name !== 'no')
    throw new Failure('conflicting options: cannot specify both --restart and --rm');
  const tmpfs = flags.all('tmpfs').map((each) => [each.split(':')[0] as string, each.split(':').slice(1).join(':')]);
  return {
    Binds: volumesOf(flags).binds.map((bind) =>
      bind.startsWith('.') ? call.self.resolve(bind.split(':')[0] as string) + bind.slice(bind.indexOf(':')) : bind,
    ),
    NetworkMode: flags.get<Attachment>('network')?.Target ?? 'default',
    PortBindings: bindings,
    RestartPolicy: restart,
    AutoRemove: flags.is('rm'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    PidsLimit: flags.number('pids-limit'),
    ReadonlyRootfs: flags.is('read-only'),
    ...(flags.has('init') ? { Init: flags.is('init') } : {}),
    Mounts: absolute(call, flags.all<Mount>('mount')),
    PublishAllPorts: flags.is('publish-all'),
    Dns: flags.all('dns'),
    DnsSearch: flags.all('dns-search'),
    DnsOptions: flags.all('dns-option'),
    ExtraHosts: flags.all('add-host'),
    CapAdd: flags.all('cap-add'),
    CapDrop: flags.all('cap-drop'),
    Privileged: flags.is('privileged'),
    Sysctls: pairs(flags.all('sysctl')),
    Tmpfs: Object.fromEntries(tmpfs) as Record<string, string>,
    Ulimits: flags.all<Ulimit>('ulimit'),
    LogConfig: { Type: flags.text('log-driver'), Config: pairs(flags.all('log-opt')) },
    VolumesFrom: flags.all('volumes-from'),
    GroupAdd: flags.all('group-add'),
    PidMode: flags.text('pid'),
    IpcMode: flags.text('ipc'),
    UTSMode: flags.text('uts'),
    OomScoreAdj: flags.number('oom-score-adj'),
    CpuShares: flags.number('cpu-shares'),
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    ShmSize: flags.number('shm-size'),
    Links: flags.all('link'),
    VolumeDriver: flags.text('volume-driver'),
    Runtime: flags.text('runtime'),
    SecurityOpt: flags.all('security-opt'),
  };
}

function portsOf(flags: Flags): {
  exposed: Record<string, Record<string, never>>;
  bindings: NonNullable<HostConfig['PortBindings']>;
} {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: NonNullable<HostConfig['PortBindings']> = {};
  try {
    for (const text of flags.all('publish').map(shortForm)) {
      const { bindings: parsed, hostRange } = parseShort(text);
      for (const { ip, host, container, protocol } of hostRange ? parsed.slice(0, 1) : parsed) {
        const key = `${container}/${protocol}`;
        exposed[key] = {};
        (bindings[key] ??= []).push({ HostIp: ip, HostPort: hostRange ?? (host === undefined ? '' : String(host)) });
      }
    }
    for (const text of flags.all('expose'))
      for (const { container, protocol } of parseShort(text).bindings) exposed[`${container}/${protocol}`] = {};
  } catch (error) {
    throw new Failure(messageOf(error));
  }
  return { exposed, bindings };
}

/** `--publish target=80,published=8080` as `8080:80/tcp`. */
function shortForm(text: string): string {
  if (!text.includes('=')) return text;
  const [port] = publish(text);
  return `${port?.PublishedPort ?? ''}:${port?.TargetPort}/${port?.Protocol}`;
}

function volumesOf(flags: Flags): { binds: string[]; anonymous: string[] } {
  const all = flags.all('volume');
  for (const each of all) {
    const parts = each.split(':');
    if (each === '') throw new Failure('invalid empty volume spec');
    if (parts.length > 3 || parts.some((part) => part === ''))
      throw new Failure(`invalid spec: ${each}: empty section between colons`);
  }
  return { binds: all.filter((each) => each.includes(':')), anonymous: all.filter((each) => !each.includes(':')) };
}

/** `no`, `always`, `unless-stopped`, `on-failure[:max-retries]`. */
export function restartOf(text: string): { Name: string; MaximumRetryCount: number } {
  const [name = '', count, ...more] = text.split(':');
  if (count !== undefined && (more.length > 0 || !/^\d+$/.test(count)))
    throw new Failure(
      more.length > 0
        ? 'invalid restart policy format'
        : 'invalid restart policy format: maximum retry count must be an integer',
    );
  if (text !== '' && name === '') throw new Failure(`invalid restart policy format: no policy provided before colon`);
  return { Name: name || 'no', MaximumRetryCount: Number(count ?? 0) };
}

function endpointsOf(flags: Flags): Record<string, Partial<EndpointSettings>> {
  const networks = flags.all<Attachment>('network');
  const aliases = flags.all('network-alias');
  const ip = flags.text('ip');
  const [first = { Target: 'default' }, ...rest] = networks;
  const userDefined =
    !['default', 'bridge', 'host', 'none'].includes(first.Target) && !first.Target.startsWith('container:');
  if ((aliases.length > 0 || ip) && !userDefined)
    throw new Failure(
      aliases.length > 0
        ? 'network-scoped aliases are only supported for user-defined networks'
        : 'invalid config for network default: user specified IP address is supported only when connecting to networks with user configured subnets',
    );
  const settings = ({ Aliases, DriverOpts, address }: Attachment): Partial<EndpointSettings> => ({
    ...(address ? { IPAMConfig: { IPv4Address: address } } : {}),
    Aliases: Aliases ?? null,
    DriverOpts: DriverOpts ?? null,
  });
  const all = [{ ...first, Aliases: [...(first.Aliases ?? []), ...aliases], ...(ip ? { address: ip } : {}) }, ...rest];
  return Object.fromEntries(all.map((each) => [each.Target, settings(each)]));
}
