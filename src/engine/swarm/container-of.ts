import type { ContainerCreate, HostConfig, Mount } from '../../api/index.ts';
import type { Task } from '../../swarm/objects.ts';
import { ControllerError } from '../../swarm/executor.ts';
import { taskName } from './side.ts';
import { expand, templateContext } from './template.ts';

/** The container that a task wants (models moby daemon/cluster/executor/container/container.go). */
export function containerOf(task: Task, hostname: string): { name: string; body: ContainerCreate } {
  const spec = task.spec.ContainerSpec ?? {};
  const context = templateContext(task, hostname);
  const fill = (text: string): string => expand(text, context);
  const name = taskName(task);
  const limits = task.spec.Resources?.Limits;
  const ports = (task.endpoint?.ports ?? []).filter((port) => port.PublishMode === 'host');
  const mounts = (spec.Mounts ?? []).map((mount): Mount => {
    const filled = { ...mount, Target: fill(mount.Target), ...(mount.Source ? { Source: fill(mount.Source) } : {}) };
    checkMount(filled);
    return filled;
  });
  const HostConfig: HostConfig = {
    NetworkMode: task.spec.Networks?.some(({ Target }) => Target === 'host') ? 'host' : 'default',
    Isolation: spec.Isolation ?? 'default',
    RestartPolicy: { Name: '', MaximumRetryCount: 0 },
    PortBindings: Object.fromEntries(
      ports.map((port) => [
        `${port.TargetPort}/${port.Protocol ?? 'tcp'}`,
        [{ HostIp: '', HostPort: String(port.PublishedPort ?? '') }],
      ]),
    ),
    ...(mounts.length > 0 ? { Mounts: mounts } : {}),
    ...(limits?.MemoryBytes ? { Memory: limits.MemoryBytes } : {}),
    ...(limits?.NanoCPUs ? { NanoCpus: limits.NanoCPUs } : {}),
    ...(limits?.Pids ? { PidsLimit: limits.Pids } : {}),
    ...(spec.ReadOnly ? { ReadonlyRootfs: true } : {}),
    ...(spec.Init === undefined ? {} : { Init: spec.Init }),
    ...(spec.CapabilityAdd ? { CapAdd: spec.CapabilityAdd } : {}),
    ...(spec.CapabilityDrop ? { CapDrop: spec.CapabilityDrop } : {}),
    ...(spec.Sysctls ? { Sysctls: spec.Sysctls } : {}),
    ...(spec.Ulimits ? { Ulimits: spec.Ulimits } : {}),
    ...(spec.DNSConfig?.Nameservers ? { Dns: spec.DNSConfig.Nameservers } : {}),
    // The swarm writes hosts as `ip name`, the engine wants `name:ip`.
    ...(spec.Hosts
      ? { ExtraHosts: spec.Hosts.map((entry) => entry.split(/\s+/)).map(([ip = '', host = '']) => `${host}:${ip}`) }
      : {}),
  };
  const body: ContainerCreate = {
    Image: spec.Image ?? '',
    Hostname: fill(spec.Hostname ?? ''),
    User: spec.User ?? '',
    Tty: spec.TTY ?? false,
    OpenStdin: spec.OpenStdin ?? false,
    Env: (spec.Env ?? []).map(fill),
    Cmd: spec.Args ?? null,
    Entrypoint: spec.Command ?? null,
    WorkingDir: spec.Dir ?? '',
    ExposedPorts: Object.fromEntries(ports.map((port) => [`${port.TargetPort}/${port.Protocol ?? 'tcp'}`, {}])),
    Labels: {
      ...spec.Labels,
      'com.docker.swarm.node.id': task.nodeId,
      'com.docker.swarm.service.id': task.serviceId,
      'com.docker.swarm.service.name': task.serviceName,
      'com.docker.swarm.task': '',
      'com.docker.swarm.task.id': task.id,
      'com.docker.swarm.task.name': name,
    },
    ...(spec.StopSignal ? { StopSignal: spec.StopSignal } : {}),
    ...(spec.StopGracePeriod === undefined ? {} : { StopTimeout: Math.floor(spec.StopGracePeriod / 1e9) }),
    ...(spec.Healthcheck ? { Healthcheck: spec.Healthcheck } : {}),
    HostConfig,
  };
  return { name, body };
}

/** The agent's own checks (moby executor/container/validate.go). */
function checkMount({ Type, Source = '', Target }: Mount): void {
  const absolute = (path: string): boolean => path.startsWith('/');
  if (!absolute(Target)) throw new ControllerError(`invalid mount target, must be an absolute path: ${Target}`);
  if (Type === 'bind' && !absolute(Source))
    throw new ControllerError(`invalid bind mount source, must be an absolute path: ${Source}`);
  if (Type === 'volume' && absolute(Source))
    throw new ControllerError(`invalid volume mount source, must not be an absolute path: ${Source}`);
  if (Type === 'tmpfs' && Source !== '') throw new ControllerError('invalid tmpfs source, source must be empty');
}
