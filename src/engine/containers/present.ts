import type { ContainerSummary, EndpointSettings, HostConfig } from '../../api/index.ts';
import { rfc3339, type Micros } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Endpoint } from '../networks/store.ts';
import type { Container } from './container.ts';
import { shownImage } from './create.ts';
import { humanDuration } from './duration.ts';
import { portList, portMap } from './ports.ts';

const zeroTime = '0001-01-01T00:00:00Z';
const time = (at: Micros | undefined): string => (at === undefined ? zeroTime : rfc3339(at));

/** The STATUS column: `Up 3 seconds (healthy)`, `Exited (137) 2 minutes ago` (models moby container/state.go). */
export function statusText(container: Container, now: Micros): string {
  const since = (at: Micros | undefined): string => humanDuration(now - (at ?? now));
  const health =
    container.health &&
    { starting: ' (health: starting)', healthy: ' (healthy)', unhealthy: ' (unhealthy)' }[container.health.status];
  switch (container.status) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${since(container.startedAt)}${health ?? ''}`;
    case 'paused':
      return `Up ${since(container.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${container.exitCode}) ${since(container.finishedAt)} ago`;
    case 'exited':
      return `Exited (${container.exitCode}) ${since(container.finishedAt)} ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
  }
}

/** One row of GET /containers/json. */
export function summary(daemon: Daemon, container: Container): ContainerSummary {
  const [path = '', ...args] = container.argv;
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: shownImage(daemon, container),
    ImageID: container.image.id,
    Command: [path, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' '),
    Created: Math.floor(container.created / 1_000_000),
    Ports: portList(container, daemon.ports.of(container)),
    Labels: container.config.Labels,
    State: container.status,
    Status: statusText(container, daemon.clock.now),
    HostConfig: { NetworkMode: container.hostConfig.NetworkMode || 'default' },
    NetworkSettings: { Networks: networksOf(container) },
    Mounts: container.mounts.map((mount) => mount.point),
  };
}

function networksOf(container: Container): Record<string, EndpointSettings> {
  return Object.fromEntries(
    [...container.endpoints].map(([name, endpoint]) => [name, endpointSettings(container, endpoint)]),
  );
}

function endpointSettings(container: Container, endpoint: Endpoint): EndpointSettings {
  const custom = !['bridge', 'host', 'none'].includes(endpoint.network);
  return {
    IPAMConfig: endpoint.fixed ? { IPv4Address: endpoint.fixed } : null,
    Links: null,
    Aliases: endpoint.aliases.length > 0 ? [...endpoint.aliases] : null,
    MacAddress: endpoint.mac,
    DriverOpts: null,
    GwPriority: 0,
    NetworkID: endpoint.networkId,
    EndpointID: endpoint.id,
    Gateway: endpoint.gateway,
    IPAddress: endpoint.address,
    IPPrefixLen: endpoint.prefix,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: custom ? [container.name, ...endpoint.aliases, container.id.slice(0, 12)] : null,
  };
}

/** Answer of GET /containers/{id}/json. */
export function inspect(daemon: Daemon, container: Container): Record<string, unknown> {
  const { id } = container;
  const directory = `/var/lib/docker/containers/${id}`;
  const [Path = '', ...Args] = container.argv;
  const sandbox = container.running ? daemonSandbox(container) : '';
  const bridge = container.endpoints.get('bridge');
  return {
    Id: id,
    Created: rfc3339(container.created),
    Path,
    Args,
    State: {
      Status: container.status,
      Running: container.running,
      Paused: container.status === 'paused',
      Restarting: container.status === 'restarting',
      OOMKilled: container.oomKilled,
      Dead: container.status === 'dead',
      Pid: container.main?.hostPid ?? 0,
      ExitCode: container.exitCode,
      Error: container.error,
      StartedAt: time(container.startedAt),
      FinishedAt: time(container.finishedAt),
      ...(container.health
        ? {
            Health: {
              Status: container.health.status,
              FailingStreak: container.health.failingStreak,
              Log: container.health.log,
            },
          }
        : {}),
    },
    Image: container.image.id,
    ResolvConfPath: `${directory}/resolv.conf`,
    HostnamePath: `${directory}/hostname`,
    HostsPath: `${directory}/hosts`,
    LogPath: `${directory}/${id}-json.log`,
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: 'docker-default',
    ExecIDs: runningExecs(container),
    HostConfig: hostConfigOf(container.hostConfig),
    GraphDriver: {
      Data: {
        ID: id,
        LowerDir: `/var/lib/docker/overlay2/${id}-init/diff`,
        MergedDir: `/var/lib/docker/overlay2/${id}/merged`,
        UpperDir: `/var/lib/docker/overlay2/${id}/diff`,
        WorkDir: `/var/lib/docker/overlay2/${id}/work`,
      },
      Name: 'overlay2',
    },
    Mounts: container.mounts.map((mount) => mount.point),
    Config: orderedConfig(container),
    NetworkSettings: {
      Bridge: '',
      SandboxID: sandbox,
      SandboxKey: sandbox && `/var/run/docker/netns/${sandbox.slice(0, 12)}`,
      Ports: portMap(container, daemon.ports.of(container)),
      HairpinMode: false,
      LinkLocalIPv6Address: '',
      LinkLocalIPv6PrefixLen: 0,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      EndpointID: bridge?.id ?? '',
      Gateway: bridge?.gateway ?? '',
      GlobalIPv6Address: '',
      GlobalIPv6PrefixLen: 0,
      IPAddress: bridge?.address ?? '',
      IPPrefixLen: bridge?.prefix ?? 0,
      IPv6Gateway: '',
      MacAddress: bridge?.mac ?? '',
      Networks: networksOf(container),
    },
  };
}

/** A sandbox has no other life in the emulator than its name. */
const daemonSandbox = (container: Container): string => [...container.id].reverse().join('');

function runningExecs(container: Container): string[] | null {
  const ids = [...container.execs.values()].filter((exec) => exec.running).map((exec) => exec.id);
  return ids.length > 0 ? ids : null;
}

function orderedConfig({ config }: Container): Record<string, unknown> {
  const {
    Hostname,
    Domainname,
    User,
    AttachStdin,
    AttachStdout,
    AttachStderr,
    ExposedPorts,
    Tty,
    OpenStdin,
    StdinOnce,
    Env,
    Cmd,
    Healthcheck,
    Image,
    Volumes,
    WorkingDir,
    Entrypoint,
    Labels,
    StopSignal,
    StopTimeout,
  } = config;
  return {
    Hostname,
    Domainname,
    User,
    AttachStdin,
    AttachStdout,
    AttachStderr,
    ...(Object.keys(ExposedPorts).length > 0 ? { ExposedPorts } : {}),
    Tty,
    OpenStdin,
    StdinOnce,
    Env,
    Cmd,
    ...(Healthcheck ? { Healthcheck } : {}),
    Image,
    Volumes,
    WorkingDir,
    Entrypoint,
    OnBuild: null,
    Labels,
    ...(StopSignal ? { StopSignal } : {}),
    ...(StopTimeout === undefined ? {} : { StopTimeout }),
  };
}

/** Every field of a HostConfig with its zero value, in the order of the API. */
const emptyHostConfig = {
  Binds: null,
  ContainerIDFile: '',
  LogConfig: { Type: 'json-file', Config: {} },
  NetworkMode: 'default',
  PortBindings: {},
  RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
  AutoRemove: false,
  VolumeDriver: '',
  VolumesFrom: null,
  ConsoleSize: [0, 0],
  CapAdd: null,
  CapDrop: null,
  CgroupnsMode: 'private',
  Dns: null,
  DnsOptions: null,
  DnsSearch: null,
  ExtraHosts: null,
  GroupAdd: null,
  IpcMode: 'private',
  Cgroup: '',
  Links: null,
  OomScoreAdj: 0,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  UTSMode: '',
  UsernsMode: '',
  ShmSize: 67_108_864,
  Runtime: 'runc',
  Isolation: '',
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CgroupParent: '',
  BlkioWeight: 0,
  BlkioWeightDevice: null,
  BlkioDeviceReadBps: null,
  BlkioDeviceWriteBps: null,
  BlkioDeviceReadIOps: null,
  BlkioDeviceWriteIOps: null,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
  CpusetCpus: '',
  CpusetMems: '',
  Devices: null,
  DeviceCgroupRules: null,
  DeviceRequests: null,
  MemoryReservation: 0,
  MemorySwap: 0,
  MemorySwappiness: null,
  OomKillDisable: null,
  PidsLimit: null,
  Ulimits: null,
  CpuCount: 0,
  CpuPercent: 0,
  IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
};

const maskedPaths =
  '/proc/asound /proc/acpi /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap'.split(
    ' ',
  );
const readonlyPaths = '/proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger'.split(' ');

function hostConfigOf(given: HostConfig): Record<string, unknown> {
  const known: Record<string, unknown> = { ...emptyHostConfig };
  for (const [key, value] of Object.entries(given))
    if (key in known && value !== undefined && value !== '') known[key] = value;
  return {
    ...known,
    MemorySwap: given.Memory && !given['MemorySwap'] ? given.Memory * 2 : known['MemorySwap'],
    ...(given.Mounts?.length ? { Mounts: given.Mounts } : {}),
    ...(given.Sysctls ? { Sysctls: given.Sysctls } : {}),
    ...(given.Tmpfs ? { Tmpfs: given.Tmpfs } : {}),
    MaskedPaths: maskedPaths,
    ReadonlyPaths: readonlyPaths,
    ...(given.Init === undefined || given.Init === null ? {} : { Init: given.Init }),
  };
}
