import type { Swarm } from '../../api/index.ts';
import { Failure, messageOf } from '../failure.ts';
import { compactJson } from '../format/json.ts';
import { bytesSize, humanDuration } from '../format/units.ts';
import type { Command } from '../spec.ts';

/** The parts of GET /info that are shown. */
interface Info {
  Containers: number;
  ContainersRunning: number;
  ContainersPaused: number;
  ContainersStopped: number;
  Images: number;
  ServerVersion: string;
  Driver: string;
  DriverStatus?: [string, string][] | null;
  LoggingDriver: string;
  CgroupDriver: string;
  CgroupVersion: string;
  Plugins: { Volume: string[] | null; Network: string[] | null; Authorization: string[] | null; Log: string[] | null };
  CDISpecDirs?: string[] | null;
  Swarm: {
    NodeID: string;
    NodeAddr: string;
    LocalNodeState: string;
    ControlAvailable: boolean;
    Error: string;
    RemoteManagers: { NodeID: string; Addr: string }[] | null;
    Nodes?: number;
    Managers?: number;
    Cluster?: Swarm | null;
  };
  Runtimes?: Record<string, unknown> | null;
  DefaultRuntime: string;
  InitBinary: string;
  ContainerdCommit: { ID: string };
  RuncCommit: { ID: string };
  InitCommit: { ID: string };
  SecurityOptions?: string[] | null;
  KernelVersion: string;
  OperatingSystem: string;
  OSType: string;
  Architecture: string;
  NCPU: number;
  MemTotal: number;
  Name: string;
  ID: string;
  DockerRootDir: string;
  Debug: boolean;
  Labels?: string[] | null;
  ExperimentalBuild: boolean;
  RegistryConfig?: {
    InsecureRegistryCIDRs?: string[] | null;
    IndexConfigs?: Record<string, { Name: string; Secure: boolean }> | null;
    Mirrors?: string[] | null;
  } | null;
  LiveRestoreEnabled: boolean;
  FirewallBackend?: { Driver: string; Info?: [string, string][] };
  Warnings?: string[] | null;
}

const client = 'Client:\n Version:    28.2.2\n Context:    default\n Debug Mode: false\n';
const clientInfo = {
  Debug: false,
  Version: '28.2.2',
  GitCommit: 'e6534b4',
  GoVersion: 'go1.24.3',
  Os: 'linux',
  Arch: 'amd64',
  BuildTime: 'Fri May 30 12:07:14 2025',
  Context: 'default',
  Plugins: [],
  Warnings: null,
};
const template = () => import('../template/index.ts');

/** `docker info`: the client's part is told even where no engine answers. */
export const info: Command = function* ({ self, api, flags }) {
  const format = flags.text('format');
  let found: Info;
  try {
    found = yield* api.get<Info>('/info');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (format !== '') throw error;
    yield* self.print(`${client}\nServer:\n`);
    yield* self.printError(`ERROR: ${messageOf(error)}\n`);
    throw new Failure('errors pretty printing info');
  }
  if (format === '') {
    yield* self.print(`${client}\nServer:\n${serverLines(found).join('\n')}\n\n`);
    for (const warning of found.Warnings ?? []) yield* self.printError(`${warning}\n`);
    return;
  }
  const data = { ...found, ClientInfo: clientInfo };
  if (format === 'json') return yield* self.print(`${compactJson(data, false)}\n`);
  const { Template } = yield* self.load(template);
  const parsed = Template.parse(format);
  try {
    yield* self.print(`${parsed.execute(data, { type: 'system.dockerInfo', plain: data })}\n`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    yield* self.print('\n');
    throw new Failure(messageOf(error).replace(/^template parsing error: /, ''));
  }
};

const filled = (label: string, value: string | undefined): string[] => (value ? [`${label} ${value}`] : []);

function serverLines(found: Info): string[] {
  const { Plugins: plugins, RegistryConfig: registry } = found;
  const insecure = [
    ...Object.values(registry?.IndexConfigs ?? {})
      .filter((each) => !each.Secure)
      .map((each) => `  ${each.Name}`),
    ...(registry?.InsecureRegistryCIDRs ?? []).map((each) => `  ${each}`),
  ];
  return [
    ` Containers: ${found.Containers}`,
    `  Running: ${found.ContainersRunning}`,
    `  Paused: ${found.ContainersPaused}`,
    `  Stopped: ${found.ContainersStopped}`,
    ` Images: ${found.Images}`,
    ...filled(' Server Version:', found.ServerVersion),
    ...filled(' Storage Driver:', found.Driver),
    ...(found.DriverStatus ?? []).map(([key, value]) => `  ${key}: ${value}`),
    ...filled(' Logging Driver:', found.LoggingDriver),
    ...filled(' Cgroup Driver:', found.CgroupDriver),
    ...filled(' Cgroup Version:', found.CgroupVersion),
    ' Plugins:',
    `  Volume: ${(plugins.Volume ?? []).join(' ')}`,
    `  Network: ${(plugins.Network ?? []).join(' ')}`,
    ...(plugins.Authorization?.length ? [`  Authorization: ${plugins.Authorization.join(' ')}`] : []),
    `  Log: ${(plugins.Log ?? []).join(' ')}`,
    ...(found.CDISpecDirs?.length ? [' CDI spec directories:', ...found.CDISpecDirs.map((dir) => `  ${dir}`)] : []),
    ` Swarm: ${found.Swarm.LocalNodeState}`,
    ...swarmLines(found.Swarm),
    ...(found.Runtimes
      ? [` Runtimes: ${Object.keys(found.Runtimes).join(' ')}`, ` Default Runtime: ${found.DefaultRuntime}`]
      : []),
    ` Init Binary: ${found.InitBinary}`,
    ` containerd version: ${found.ContainerdCommit?.ID ?? ''}`,
    ` runc version: ${found.RuncCommit?.ID ?? ''}`,
    ` init version: ${found.InitCommit?.ID ?? ''}`,
    ...securityLines(found.SecurityOptions ?? []),
    ...filled(' Kernel Version:', found.KernelVersion),
    ...filled(' Operating System:', found.OperatingSystem),
    ...filled(' OSType:', found.OSType),
    ...filled(' Architecture:', found.Architecture),
    ` CPUs: ${found.NCPU}`,
    ` Total Memory: ${bytesSize(found.MemTotal)}`,
    ...filled(' Name:', found.Name),
    ...filled(' ID:', found.ID),
    ` Docker Root Dir: ${found.DockerRootDir}`,
    ` Debug Mode: ${found.Debug}`,
    ...(found.Labels?.length ? [' Labels:', ...found.Labels.map((each) => `  ${each}`)] : []),
    ` Experimental: ${found.ExperimentalBuild}`,
    ...(insecure.length > 0 ? [' Insecure Registries:', ...insecure] : []),
    ...(registry?.Mirrors?.length ? [' Registry Mirrors:', ...registry.Mirrors.map((each) => `  ${each}`)] : []),
    ` Live Restore Enabled: ${found.LiveRestoreEnabled}`,
    ...(found.FirewallBackend ? [` Firewall Backend: ${found.FirewallBackend.Driver}`] : []),
  ];
}

/** `name=seccomp,profile=builtin` as a name with its profile below. */
function securityLines(options: readonly string[]): string[] {
  if (options.length === 0) return [];
  const lines = options.flatMap((option) => {
    const fields = option.split(',').map((field) => field.split('=', 2));
    const name = fields.find(([key]) => key === 'name')?.[1] ?? option;
    const profile = fields.find(([key]) => key === 'profile')?.[1];
    return [`  ${name}`, ...(profile === undefined ? [] : [`   Profile: ${profile}`])];
  });
  return [' Security Options:', ...lines];
}

function swarmLines(swarm: Info['Swarm']): string[] {
  if (swarm.LocalNodeState === 'inactive' || swarm.LocalNodeState === 'locked') return [];
  const { Cluster: cluster } = swarm;
  const managers = (swarm.RemoteManagers ?? []).map(({ Addr }) => Addr).sort();
  const shown = cluster && swarm.ControlAvailable && swarm.Error === '' && swarm.LocalNodeState !== 'error';
  return [
    `  NodeID: ${swarm.NodeID}`,
    ...filled('  Error:', swarm.Error),
    `  Is Manager: ${swarm.ControlAvailable}`,
    ...(shown ? clusterLines(swarm, cluster) : []),
    `  Node Address: ${swarm.NodeAddr}`,
    ...(managers.length > 0 ? ['  Manager Addresses:', ...managers.map((each) => `   ${each}`)] : []),
  ];
}

function clusterLines(swarm: Info['Swarm'], { ID, Spec, ...cluster }: Swarm): string[] {
  const span = (nanoseconds: number | undefined): string => humanDuration((nanoseconds ?? 0) / 1e9);
  const pool = cluster.DefaultAddrPool;
  return [
    `  ClusterID: ${ID}`,
    `  Managers: ${swarm.Managers ?? 0}`,
    `  Nodes: ${swarm.Nodes ?? 0}`,
    ...(pool?.length
      ? [`  Default Address Pool: ${pool.map((each) => `${each}  `).join('')}`, `  SubnetSize: ${cluster.SubnetSize}`]
      : []),
    ...(cluster.DataPathPort > 0 ? [`  Data Path Port: ${cluster.DataPathPort}`] : []),
    '  Orchestration:',
    `   Task History Retention Limit: ${Spec.Orchestration.TaskHistoryRetentionLimit ?? 0}`,
    '  Raft:',
    `   Snapshot Interval: ${Spec.Raft.SnapshotInterval ?? 0}`,
    ...(Spec.Raft.KeepOldSnapshots === undefined
      ? []
      : [`   Number of Old Snapshots to Retain: ${Spec.Raft.KeepOldSnapshots}`]),
    `   Heartbeat Tick: ${Spec.Raft.HeartbeatTick}`,
    `   Election Tick: ${Spec.Raft.ElectionTick}`,
    '  Dispatcher:',
    `   Heartbeat Period: ${span(Spec.Dispatcher.HeartbeatPeriod)}`,
    '  CA Configuration:',
    `   Expiry Duration: ${span(Spec.CAConfig.NodeCertExpiry)}`,
    `   Force Rotate: ${Spec.CAConfig.ForceRotate ?? 0}`,
    ...((Spec.CAConfig.ExternalCAs?.length ?? 0) > 0
      ? ['   External CAs:', ...(Spec.CAConfig.ExternalCAs ?? []).map((each) => `     ${each.Protocol}: ${each.URL}`)]
      : []),
    `  Autolock Managers: ${Spec.EncryptionConfig.AutoLockManagers}`,
    `  Root Rotation In Progress: ${cluster.RootRotationInProgress}`,
  ];
}
