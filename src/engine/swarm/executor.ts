import type { NodeDescription } from '../../api/index.ts';
import { Channel, run, type Co, type Source } from '../../sim/index.ts';
import type { Controller, Dependencies, Executor, LogQuery, TaskLogLine } from '../../swarm/executor.ts';
import type { Network, Node, Task } from '../../swarm/objects.ts';
import { killAndWait } from '../containers/run.ts';
import { removeContainer } from '../containers/remove.ts';
import { engineVersion, type Daemon } from '../daemon.ts';
import { TaskController } from './controller.ts';

/** Drivers of the engine as `docker info` lists them, by kind. */
export const plugins = {
  Log: ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
  Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
  Volume: ['local'],
} as const;

/** Runs tasks as containers of one engine (models moby daemon/cluster/executor/container). */
export function createExecutor(daemon: () => Daemon): Executor {
  return {
    describe: () => describe(daemon()),
    configure: (node: Node, networks: readonly Network[]) => configure(daemon(), node, networks),
    balance: (backends) => daemon().mesh.balance(backends),
    controller: (task: Task, dependencies: Dependencies): Controller =>
      new TaskController(daemon(), task, dependencies),
    logs: (task: Task, query: LogQuery) => taskLogs(daemon(), task, query),
    leave: () => leaveSwarm(daemon()),
  };
}

function describe({ host }: Daemon): NodeDescription {
  return {
    Hostname: host.name,
    Platform: { Architecture: 'x86_64', OS: 'linux' },
    Resources: { NanoCPUs: host.cpus * 1_000_000_000, MemoryBytes: host.memory },
    Engine: {
      EngineVersion: engineVersion,
      Plugins: Object.entries(plugins).flatMap(([Type, names]) => names.map((Name) => ({ Type, Name }))),
    },
    // The certificates are SwarmKit's to fill in.
    TLSInfo: { TrustRoot: '', CertIssuerSubject: '', CertIssuerPublicKey: '' },
  };
}

/** Sets up what the manager gave this node: the ingress network, and load balancers where tasks have brought a network. */
function configure(daemon: Daemon, node: Node, networks: readonly Network[]): void {
  daemon.networks.ensureGatewayBridge();
  for (const network of networks)
    if (network.spec.Ingress || daemon.networks.byId(network.id)) daemon.networks.adopt(network);
  daemon.networks.balance(node.attachments);
}

function taskLogs(daemon: Daemon, task: Task, query: LogQuery): Source<TaskLogLine> {
  const out = new Channel<TaskLogLine>();
  const container = daemon.containers.all.find(({ ties }) => ties?.taskId === task.id);
  if (!container) {
    out.close();
    return out;
  }
  const lines = container.log.read(query, container.running);
  function* forward(): Co<void> {
    for (;;) {
      const line = yield* lines.receive();
      if (!line) return;
      out.push({ taskId: task.id, stream: line.stream, at: line.at, text: line.text });
    }
  }
  const routine = run(daemon.clock, forward(), () => out.close());
  out.onCancel(() => {
    routine.kill();
    lines.cancel();
  });
  return out;
}

/** Every task container goes, killed, and with them the swarm's networks; docker_gwbridge stays. */
export function* leaveSwarm(daemon: Daemon): Co<void> {
  daemon.mesh.close();
  for (const container of daemon.containers.all.filter(({ ties }) => ties)) {
    if (container.running) yield* killAndWait(daemon, container);
    yield* removeContainer(daemon, container, { force: true, volumes: true });
  }
  for (const network of daemon.networks.all.filter(({ scope }) => scope === 'swarm')) daemon.networks.delete(network);
}
