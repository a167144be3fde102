import type { Connection } from '../../net/index.ts';
import { millisecond } from '../../sim/index.ts';
import type { Leader } from '../leader.ts';
import type { Network, Task } from '../objects.ts';
import type { Scope } from '../scope.ts';
import { before } from '../states.ts';
import type { Peer } from '../raft/messages.ts';
import type { Assignment, ToAgent } from './messages.ts';

/** Assignments gather this long before they are sent. */
const BATCH = 100 * millisecond;

/** What is told of a task anew when it changes; its status comes from the agent itself. */
const stable = (a: Task, b: Task): boolean =>
  a.spec === b.spec && a.desiredState === b.desiredState && a.networks === b.networks && a.endpoint === b.endpoint;

/** One agent's session with the leader: tells it its node and its tasks (models moby/swarmkit manager/dispatcher). */
export class Session {
  readonly nodeId: string;
  readonly scope: Scope;
  readonly #leader: Leader;
  readonly #connection: Connection;
  readonly #managers: () => readonly Peer[];
  #sent = new Map<string, Task>();
  #complete = true;
  #armed = false;

  constructor(leader: Leader, nodeId: string, connection: Connection, managers: () => readonly Peer[]) {
    this.#leader = leader;
    this.#connection = connection;
    this.#managers = managers;
    this.nodeId = nodeId;
    this.scope = leader.scope.child();
    this.scope.adopt(() => connection.close());
  }

  send(message: ToAgent): void {
    this.#connection.send(message);
  }

  /** Tells the node how the managers see it. */
  describe(): void {
    const { store } = this.#leader;
    const node = store.get('node', this.nodeId);
    if (!node) return;
    const networks = Object.keys(node.attachments)
      .map((id) => store.get('network', id))
      .filter((network): network is Network => network !== undefined);
    this.send({ type: 'session', node, networks, managers: this.#managers() });
  }

  /** Something about the node's tasks changed. */
  poke(): void {
    if (this.#armed) return;
    this.#armed = true;
    this.scope.after(BATCH, () => {
      this.#armed = false;
      this.assign();
    });
  }

  /** Sends what differs from what the agent knows; the first time all of it. */
  assign(): void {
    const tasks = this.#leader.store.tasksOn(this.nodeId).filter((task) => !before(task.status.state, 'assigned'));
    const assigned: Assignment[] = [];
    const known = this.#sent;
    this.#sent = new Map();
    for (const task of tasks) {
      const old = known.get(task.id);
      if (!old || !stable(old, task)) assigned.push(this.#withDependencies(task));
      this.#sent.set(task.id, task);
      known.delete(task.id);
    }
    const removed = [...known.keys()];
    if (this.#complete || assigned.length + removed.length > 0)
      this.send({ type: 'assignments', complete: this.#complete, assigned, removed });
    this.#complete = false;
  }

  #withDependencies(task: Task): Assignment {
    const { store } = this.#leader;
    const { Secrets = [], Configs = [] } = task.spec.ContainerSpec ?? {};
    const secrets = Secrets.flatMap(({ SecretID }) => store.get('secret', SecretID) ?? []);
    const configs = Configs.flatMap(({ ConfigID }) => store.get('config', ConfigID) ?? []);
    return { task, dependencies: { secrets, configs } };
  }
}
