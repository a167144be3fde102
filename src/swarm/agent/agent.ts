import type { Connection } from '../../net/index.ts';
import { NetError } from '../../net/index.ts';
import { millisecond, second, sleep, wait, type Cancel, type Chance, type Co, type Micros } from '../../sim/index.ts';
import type { FromAgent, Registration, ToAgent } from '../dispatcher/messages.ts';
import type { Executor } from '../executor.ts';
import type { Node, TaskStatus } from '../objects.ts';
import type { Peer } from '../raft/messages.ts';
import { open, type Caller } from '../rpc.ts';
import type { Scope } from '../scope.ts';
import { Worker, type TaskDisk } from './worker.ts';

/** Pauses between attempts at a session: 100 ms at first, more than doubled each time, 8 s at most. */
const FIRST_BACKOFF = 100 * millisecond;
const MAX_BACKOFF = 8 * second;
/** A period without an answer after which a session is given up. */
const SILENCE = 5 * second;

export interface AgentOptions {
  readonly scope: Scope;
  readonly chance: Chance;
  readonly caller: Caller;
  readonly executor: Executor;
  readonly disk: TaskDisk;
  readonly managers: () => readonly string[];
  /** How the managers see this node, and where they are. */
  readonly onSession: (node: Node, managers: readonly Peer[]) => void;
  /** The swarm no longer knows this node. */
  readonly onRemoved: (reason: string) => void;
}

/** Keeps a session with the leader and runs what it assigns (models moby/swarmkit agent). */
export class Agent {
  readonly #o: AgentOptions;
  readonly #worker: Worker;
  #connection: Connection | undefined;
  #statuses = new Map<string, TaskStatus>();
  #armed = false;
  #logs = new Map<number, Cancel>();
  #backoff: Micros = 0;

  constructor(options: AgentOptions) {
    this.#o = options;
    const { scope, executor, disk } = options;
    this.#worker = new Worker(scope.clock, executor, disk, (id, status) => this.#report(id, status));
    scope.adopt(() => {
      this.#worker.stop();
      this.#connection?.close();
    });
    scope.run(this.#keepSession());
  }

  *#keepSession(): Co<void> {
    const { scope, chance, caller } = this.#o;
    for (let attempt = 0; ; attempt++) {
      const addresses = this.#o.managers();
      const address = addresses[attempt % Math.max(1, addresses.length)];
      try {
        if (address !== undefined) yield* this.#session(address);
      } catch (error) {
        if (!(error instanceof NetError)) throw error;
      }
      this.#connection = undefined;
      for (const cancel of this.#logs.values()) cancel();
      this.#logs.clear();
      this.#backoff = Math.min(MAX_BACKOFF, FIRST_BACKOFF + 2 * this.#backoff);
      yield* sleep(scope.clock, chance.between('backoff', caller.plug.name, this.#backoff / 2, this.#backoff));
    }
  }

  /** One session, from registration until it ends. */
  *#session(address: string): Co<void> {
    const { scope, caller, executor } = this.#o;
    const registration: Registration = { description: executor.describe() };
    const connection = yield* open(caller, address, 'session', registration);
    this.#connection = connection;
    const session = scope.child();
    yield* wait<void>((resume) => {
      let beat: Cancel | undefined;
      let deaf: Cancel | undefined;
      const end = (): void => {
        session.end();
        connection.close();
        resume.value();
      };
      connection.onMessage((message) => {
        const order = message as ToAgent;
        if (order.type === 'period') {
          deaf?.();
          beat?.();
          beat = session.after(order.period, () => {
            this.#send({ type: 'heartbeat' });
            deaf = session.after(SILENCE, end);
          });
        } else if (order.type === 'rejected') {
          end();
          if (order.removed) this.#o.onRemoved(order.reason);
        } else this.#obey(order);
      });
      connection.onClose(end);
      return end;
    });
  }

  #obey(order: Exclude<ToAgent, { type: 'period' | 'rejected' }>): void {
    const { executor } = this.#o;
    switch (order.type) {
      case 'session':
        executor.configure(order.node, order.networks);
        this.#o.onSession(order.node, order.managers);
        return;
      case 'assignments':
        this.#worker.assign(order.complete, order.assigned, order.removed);
        if (!order.complete) return;
        this.#backoff = 0;
        // What happened while there was no session.
        for (const [id, status] of this.#worker.statuses) this.#report(id, status);
        return;
      case 'mesh':
        executor.balance?.(order.backends);
        return;
      case 'logs':
        this.#tell(order);
        return;
      case 'logsCancel':
        this.#logs.get(order.id)?.();
        this.#logs.delete(order.id);
    }
  }

  #tell({ id, task, query }: ToAgent & { type: 'logs' }): void {
    const source = this.#o.executor.logs(task, query);
    const send = (message: FromAgent): void => this.#send(message);
    const cancel = this.#o.scope.run(
      (function* (): Co<void> {
        for (let line = yield* source.receive(); line; line = yield* source.receive()) send({ type: 'log', id, line });
      })(),
      () => {
        this.#logs.delete(id);
        send({ type: 'logEnd', id });
      },
    );
    this.#logs.set(id, () => {
      source.cancel();
      cancel();
    });
  }

  #report(taskId: string, status: TaskStatus): void {
    this.#statuses.set(taskId, status);
    if (this.#armed) return;
    this.#armed = true;
    this.#o.scope.clock.soon(() => {
      this.#armed = false;
      if (!this.#connection) return;
      this.#send({ type: 'status', statuses: [...this.#statuses] });
      this.#statuses.clear();
    });
  }

  #send(message: FromAgent): void {
    this.#connection?.send(message);
  }
}
