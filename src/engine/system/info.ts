import { rfc3339, type Co } from '../../sim/index.ts';
import { apiVersion, engineVersion, minApiVersion, type Daemon } from '../daemon.ts';
import { plugins } from '../swarm/executor.ts';
import { infoCluster } from '../swarm/routes.ts';

const gitCommit = '45873be';
const goVersion = 'go1.24.3';
const buildTime = '2025-05-30T12:07:26.000000000+00:00';
const containerd = { Version: '1.7.27', GitCommit: '05044ec0a9a75232cad458027ca83437aae3f4da' };
const runc = { Version: '1.2.5', GitCommit: 'v1.2.5-0-g59923ef' };
const init = { Version: '0.19.0', GitCommit: 'de40ad0' };

/** GET /version, of Docker's own packages for Debian. */
export function version({ host }: Daemon): Record<string, unknown> {
  const facts = {
    GitCommit: gitCommit,
    GoVersion: goVersion,
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: host.kernelRelease,
    BuildTime: buildTime,
  };
  const details = {
    ApiVersion: apiVersion,
    Arch: facts.Arch,
    BuildTime: buildTime,
    Experimental: 'false',
    GitCommit: gitCommit,
    GoVersion: goVersion,
    KernelVersion: host.kernelRelease,
    MinAPIVersion: minApiVersion,
    Os: facts.Os,
  };
  const component = (Name: string, { Version, GitCommit }: { Version: string; GitCommit: string }): object => ({
    Name,
    Version,
    Details: { GitCommit },
  });
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      { Name: 'Engine', Version: engineVersion, Details: details },
      component('containerd', containerd),
      component('runc', runc),
      component('docker-init', init),
    ],
    Version: engineVersion,
    ApiVersion: apiVersion,
    MinAPIVersion: minApiVersion,
    ...facts,
  };
}

/** GET /info. */
export function* info(daemon: Daemon): Co<Record<string, unknown>> {
  const { host, containers, images, swarm } = daemon;
  const { member } = swarm;
  const count = (...statuses: string[]): number =>
    containers.all.filter(({ status }) => statuses.includes(status)).length;
  const running = count('running');
  const paused = count('paused');
  const managers = member.managers.map(({ nodeId, addr }) => ({ NodeID: nodeId, Addr: addr }));
  return {
    ID: daemon.id,
    Containers: containers.all.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: containers.all.length - running - paused,
    Images: images.all.length,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: { Volume: plugins.Volume, Network: plugins.Network, Authorization: null, Log: plugins.Log },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 30,
    OomKillDisable: false,
    NGoroutines: 100,
    SystemTime: rfc3339(daemon.clock.now),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: 0,
    KernelVersion: host.kernelRelease,
    OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    OSVersion: '12',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      IndexConfigs: { 'docker.io': { Mirrors: [], Name: 'docker.io', Official: true, Secure: true } },
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
      Mirrors: null,
    },
    NCPU: host.cpus,
    MemTotal: host.memory,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: host.name,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: engineVersion,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: member.nodeId,
      NodeAddr: member.state === 'inactive' ? '' : member.address,
      LocalNodeState: member.state,
      ControlAvailable: member.control !== undefined,
      Error: member.error,
      RemoteManagers: managers.length > 0 ? managers : null,
      ...(yield* infoCluster(daemon)),
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: containerd.GitCommit },
    RuncCommit: { ID: runc.GitCommit },
    InitCommit: { ID: init.GitCommit },
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Containerd: {
      Address: '/run/containerd/containerd.sock',
      Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' },
    },
    Warnings: null,
  };
}
