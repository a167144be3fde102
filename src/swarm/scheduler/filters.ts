import type { Node, Task } from '../objects.ts';
import { matches, parseConstraints } from './constraint.ts';
import type { NodeInfo } from './nodes.ts';

interface Filter {
  /** Prepares the check of a task; undefined when the filter has nothing to say about it. */
  readonly set: (task: Task) => ((info: NodeInfo) => boolean) | undefined;
  /** How the filter explains that it turned nodes away. */
  readonly explain: (count: number) => string;
}

const counted =
  (text: string, one = ' on 1 node', many = ' on %d nodes') =>
  (count: number): string =>
    text + (count === 1 ? one : many.replace('%d', String(count)));

/** The same architecture under its two names. */
const alias: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };
const architecture = (name: string): string => alias[name] ?? name;

/** The scheduler's filters, in order; the first that turns a node away is counted (models moby/swarmkit scheduler/filter). */
const filters: readonly Filter[] = [
  {
    set:
      () =>
      ({ node }) =>
        node.status.state === 'ready' && node.spec.Availability === 'active',
    explain: (count) =>
      count === 1 ? '1 node not available for new tasks' : `${String(count)} nodes not available for new tasks`,
  },
  {
    set: (task) => {
      const { MemoryBytes = 0, NanoCPUs = 0, GenericResources = [] } = task.spec.Resources?.Reservations ?? {};
      if (MemoryBytes <= 0 && NanoCPUs <= 0 && GenericResources.length === 0) return undefined;
      // No emulated node offers generic resources.
      return (info) => MemoryBytes <= info.memory && NanoCPUs <= info.cpus && GenericResources.length === 0;
    },
    explain: counted('insufficient resources'),
  },
  {
    set: (task) => {
      const wanted = pluginsOf(task);
      return wanted.length === 0 ? undefined : ({ node }) => wanted.every((plugin) => offers(node, plugin));
    },
    explain: counted('missing plugin'),
  },
  {
    set: (task) => {
      const constraints = parseConstraints(task.spec.Placement?.Constraints);
      if (constraints.length === 0) return undefined;
      return ({ node }) => constraints.every((constraint) => matches(constraint, node));
    },
    explain: counted('scheduling constraints not satisfied'),
  },
  {
    set: (task) => {
      const platforms = task.spec.Placement?.Platforms ?? [];
      if (platforms.length === 0) return undefined;
      return ({ node }) => {
        const here = node.description?.Platform;
        return platforms.some(
          ({ OS, Architecture }) =>
            here !== undefined &&
            (!OS || OS === here.OS) &&
            (!Architecture || architecture(Architecture) === architecture(here.Architecture ?? '')),
        );
      };
    },
    explain: counted('unsupported platform'),
  },
  {
    set: (task) => {
      const ports = hostPortsOf(task);
      return ports.length === 0 ? undefined : (info) => ports.every((port) => !info.hostPorts.has(port));
    },
    explain: counted('host-mode port already in use'),
  },
  {
    set: (task) => {
      const limit = task.spec.Placement?.MaxReplicas ?? 0;
      return limit === 0 ? undefined : (info) => (info.byService.get(task.serviceId) ?? 0) < limit;
    },
    explain: () => 'max replicas per node limit exceed',
  },
];

/** `udp/53` for every port that a task publishes on its own node. */
export function hostPortsOf(task: Task): string[] {
  return (task.endpoint?.spec.Ports ?? [])
    .filter((port) => port.PublishMode === 'host' && port.PublishedPort)
    .map((port) => `${port.Protocol ?? 'tcp'}/${String(port.PublishedPort)}`);
}

interface Plugin {
  type: string;
  name: string;
}

function pluginsOf(task: Task): Plugin[] {
  const volumes = (task.spec.ContainerSpec?.Mounts ?? [])
    .map((mount) => mount.VolumeOptions?.DriverConfig?.Name)
    .filter((name) => name && name !== 'local')
    .map((name) => ({ type: 'Volume', name: name as string }));
  const networks = task.networks.map(({ network }) => ({ type: 'Network', name: network.spec.Driver || 'overlay' }));
  const log = task.spec.LogDriver?.Name;
  return [...volumes, ...networks, ...(log && log !== 'none' ? [{ type: 'Log', name: log }] : [])];
}

function offers(node: Node, plugin: Plugin): boolean {
  const plugins = node.description?.Engine.Plugins ?? [];
  const name = plugin.name.replace(/:latest$/, '');
  return plugins.some((have) => have.Type === plugin.type && have.Name.replace(/:latest$/, '') === name);
}

/** The filters set up for one task, counting what each turns away. */
export class Pipeline {
  readonly #checks: { passes: (info: NodeInfo) => boolean; explain: Filter['explain']; failures: number }[];

  constructor(task: Task) {
    this.#checks = filters.flatMap(({ set, explain }) => {
      const passes = set(task);
      return passes ? [{ passes, explain, failures: 0 }] : [];
    });
  }

  /** Whether a node passes every filter; the counts start anew when one does. */
  process(info: NodeInfo): boolean {
    const failed = this.#checks.find((check) => !check.passes(info));
    if (failed) failed.failures++;
    else for (const check of this.#checks) check.failures = 0;
    return failed === undefined;
  }

  /** Why nodes were turned away, the most frequent reason first; '' when none was. */
  explain(): string {
    return [...this.#checks]
      .filter((check) => check.failures > 0)
      .sort((a, b) => b.failures - a.failures)
      .map((check) => check.explain(check.failures))
      .join('; ');
  }
}
