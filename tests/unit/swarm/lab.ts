import type { ClusterSpec, NodeDescription, ServiceSpec } from '../../../src/api/index.ts';
import { Fabric } from '../../../src/net/index.ts';
import type { Plug } from '../../../src/net/index.ts';
import { Chance, Channel, Clock, run, second, sleep, wait, type Co, type Micros } from '../../../src/sim/index.ts';
import {
  ControllerError,
  createMember,
  type Control,
  type Controller,
  type Executor,
  type Member,
  type Node,
  type Service,
  type Task,
  type TaskLogLine,
} from '../../../src/swarm/index.ts';

export const START = Date.UTC(2026, 10, 22, 10, 0, 0) * 1000;

export const clusterSpec: ClusterSpec = {
  Name: 'default',
  Labels: {},
  Orchestration: { TaskHistoryRetentionLimit: 5 },
  Raft: {
    SnapshotInterval: 10000,
    KeepOldSnapshots: 0,
    LogEntriesForSlowFollowers: 500,
    ElectionTick: 10,
    HeartbeatTick: 1,
  },
  Dispatcher: { HeartbeatPeriod: 5_000_000_000 },
  CAConfig: { NodeCertExpiry: 7776000000000000 },
  TaskDefaults: {},
  EncryptionConfig: { AutoLockManagers: false },
};

/** What a fake image does: fails to be pulled, or runs for so long and exits. */
export interface Behaviour {
  readonly missing?: boolean;
  readonly exitAfter?: Micros;
  readonly exitCode?: number;
  readonly stopTakes?: Micros;
}

const behaviours: Record<string, Behaviour> = {
  crashy: { exitAfter: 2 * second, exitCode: 1 },
  done: { exitAfter: second, exitCode: 0 },
  missing: { missing: true },
  stubborn: { stopTakes: 10 * second },
};

/** An executor without containers: each task is a set of waits. */
export class FakeExecutor implements Executor {
  readonly running = new Map<string, { task: Task; end: (code: number) => void }>();
  readonly #clock: Clock;
  readonly #hostname: string;
  node: Node | undefined;
  memory = 4 * 1024 ** 3;

  constructor(clock: Clock, hostname: string) {
    this.#clock = clock;
    this.#hostname = hostname;
  }

  describe(): NodeDescription {
    return {
      Hostname: this.#hostname,
      Platform: { Architecture: 'x86_64', OS: 'linux' },
      Resources: { NanoCPUs: 2e9, MemoryBytes: this.memory },
      Engine: {
        EngineVersion: '28.2.2',
        Plugins: [
          { Type: 'Network', Name: 'overlay' },
          { Type: 'Log', Name: 'json-file' },
          { Type: 'Volume', Name: 'local' },
        ],
      },
      TLSInfo: { TrustRoot: '', CertIssuerSubject: '', CertIssuerPublicKey: '' },
    };
  }

  configure(node: Node): void {
    this.node = node;
  }

  controller(task: Task): Controller {
    const clock = this.#clock;
    const running = this.running;
    const behaviour = behaviours[task.spec.ContainerSpec?.Image ?? ''] ?? {};
    let container: { id: string; pid: number; exitCode: number } | undefined;
    let ended: number | undefined;
    let onEnd: (() => void) | undefined;
    const end = (code: number): void => {
      if (ended !== undefined) return;
      ended = code;
      running.delete(task.id);
      onEnd?.();
    };
    return {
      *prepare(): Co<void> {
        yield* sleep(clock, 150_000);
        if (behaviour.missing) throw new ControllerError(`No such image: ${task.spec.ContainerSpec?.Image ?? ''}`);
        container = { id: `container-of-${task.id}`, pid: 0, exitCode: 0 };
      },
      *start(): Co<void> {
        yield* sleep(clock, 250_000);
        container = { id: `container-of-${task.id}`, pid: 77, exitCode: 0 };
        running.set(task.id, { task, end });
        if (behaviour.exitAfter !== undefined) clock.after(behaviour.exitAfter, () => end(behaviour.exitCode ?? 0));
      },
      *wait(): Co<void> {
        if (ended === undefined)
          yield* wait<void>((resume) => {
            onEnd = () => resume.value();
            return undefined;
          });
        if (ended !== 0) throw new ControllerError(`task: non-zero exit (${String(ended)})`, { exitCode: ended ?? 1 });
      },
      *shutdown(): Co<void> {
        yield* sleep(clock, behaviour.stopTakes ?? 100_000);
        end(0);
      },
      *remove(): Co<void> {
        end(137);
        yield* sleep(clock, 1000);
      },
      update: () => undefined,
      containerStatus: () => ({ container, ports: [] }),
    };
  }

  logs(task: Task): Channel<TaskLogLine> {
    const channel = new Channel<TaskLogLine>();
    channel.push({ taskId: task.id, stream: 'stdout', at: this.#clock.now, text: `hello from ${task.id}` });
    channel.close();
    return channel;
  }

  *leave(): Co<void> {
    for (const { end } of [...this.running.values()]) end(137);
    yield* sleep(this.#clock, 1000);
  }
}

export interface Machine {
  readonly member: Member;
  readonly executor: FakeExecutor;
  readonly plug: Plug;
  readonly address: string;
}

/** Some machines on one fabric, in virtual time. */
export class Cluster {
  readonly clock = new Clock(START);
  readonly chance: Chance;
  readonly fabric: Fabric;
  readonly machines: Machine[] = [];

  constructor(count: number, seed = 'swarm') {
    this.chance = new Chance(seed);
    this.fabric = new Fabric(this.clock);
    for (let i = 1; i <= count; i++) {
      const hostname = `host${String(i)}`;
      const address = `192.168.99.${String(100 + i)}`;
      const plug = this.fabric.plug(hostname, address);
      const executor = new FakeExecutor(this.clock, hostname);
      const member = createMember({ hostname, clock: this.clock, chance: this.chance, plug, executor });
      this.machines.push({ member, executor, plug, address });
    }
  }

  machine(number: number): Machine {
    return this.machines[number - 1] as Machine;
  }

  get control(): Control {
    return this.machine(1).member.control as Control;
  }

  /** Runs a coroutine to its end, at most `limit` of virtual time. */
  do<T>(co: Co<T>, limit: Micros = 60 * second): T {
    let outcome: { ok: true; value: T } | { ok: false; error: unknown } | undefined;
    run(this.clock, co, (end) => {
      outcome = end;
    });
    const deadline = this.clock.now + limit;
    while (!outcome && this.clock.step(deadline));
    if (!outcome) throw new Error('took too long');
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  }

  pass(span: Micros): void {
    this.clock.advance(this.clock.now + span);
  }

  /** Goes on until a condition holds; returns how long that took. */
  until(met: () => boolean, limit: Micros = 120 * second): Micros {
    const start = this.clock.now;
    while (!met()) if (!this.clock.step(start + limit)) throw new Error('never happened');
    return this.clock.now - start;
  }

  /** Forms a swarm of the first `size` machines; the first `managers` of them are managers. */
  form(managers = 1, size = this.machines.length): void {
    this.do(
      this.machine(1).member.init({
        listenAddress: '0.0.0.0:2377',
        advertiseAddress: this.machine(1).address,
        dataPathPort: 4789,
        defaultAddressPool: [],
        subnetSize: 24,
        forceNewCluster: false,
        availability: 'active',
        spec: clusterSpec,
      }),
    );
    this.machines.slice(1, size).forEach((_, i) => this.join(i + 2, i + 2 <= managers ? 'manager' : 'worker'));
    this.until(() => this.nodes().every((node) => node.status.state === 'ready'));
  }

  join(number: number, role: 'worker' | 'manager'): void {
    const { member, address } = this.machine(number);
    const token = this.machine(1).member.cluster?.joinTokens[role] ?? '';
    this.do(
      member.join({
        listenAddress: '0.0.0.0:2377',
        advertiseAddress: address,
        token,
        remoteAddresses: [`${this.machine(1).address}:2377`],
        availability: 'active',
      }),
    );
  }

  nodes(): readonly Node[] {
    return this.do(this.control.list('node'));
  }

  tasks(service: string): Task[] {
    const found = this.do(this.control.list('service')).find(({ spec }) => spec.Name === service);
    return this.do(this.control.list('task')).filter(
      (task) => task.serviceName === service || task.serviceId === found?.id,
    );
  }

  live(service: string): Task[] {
    return this.tasks(service).filter((task) => ['running', 'complete', 'ready'].includes(task.desiredState));
  }

  running(service: string): Task[] {
    return this.live(service).filter((task) => task.status.state === 'running');
  }

  service(name: string): Service {
    const service = this.do(this.control.list('service')).find(({ spec }) => spec.Name === name);
    if (!service) throw new Error(`no service ${name}`);
    return service;
  }

  create(name: string, change: Partial<ServiceSpec> = {}, image = 'nginx'): Service {
    return this.do(this.control.createService(spec(name, change, image)));
  }

  /** As a client does: reads, changes, writes; the swarm may have written in between. */
  update(name: string, change: (spec: ServiceSpec) => ServiceSpec): Service {
    for (let attempt = 1; ; attempt++) {
      const { id, meta, spec: current } = this.service(name);
      try {
        return this.do(this.control.updateService(id, meta.version, change(structuredClone(current)), {}));
      } catch (error) {
        if (attempt === 5 || !(error instanceof Error) || error.message !== 'update out of sequence') throw error;
      }
    }
  }

  scale(name: string, replicas: number): void {
    this.update(name, (spec) => ({ ...spec, Mode: { Replicated: { Replicas: replicas } } }));
  }

  image(name: string, image: string): void {
    this.update(name, (spec) => ({
      ...spec,
      TaskTemplate: { ...spec.TaskTemplate, ContainerSpec: { ...spec.TaskTemplate.ContainerSpec, Image: image } },
    }));
  }

  settle(name: string, count: number): Micros {
    return this.until(() => this.running(name).length === count && this.live(name).length === count);
  }
}

export function spec(name: string, change: Partial<ServiceSpec> = {}, image = 'nginx'): ServiceSpec {
  return {
    Name: name,
    Labels: {},
    TaskTemplate: { ContainerSpec: { Image: image }, ForceUpdate: 0 },
    Mode: { Replicated: { Replicas: 1 } },
    EndpointSpec: { Mode: 'vip' },
    ...change,
  };
}
