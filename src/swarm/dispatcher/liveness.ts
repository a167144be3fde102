import { fromNanoseconds, hour, millisecond, second, type Cancel, type Micros } from '../../sim/index.ts';
import type { Leader } from '../leader.ts';
import type { Node } from '../objects.ts';
import { before, moved, terminal } from '../states.ts';

const DEFAULT_PERIOD = 5 * second;
const JITTER = 500 * millisecond;
/** Missed periods until a node counts as down. */
const GRACE = 3;
const ORPHAN_AFTER = 24 * hour;

/** Which nodes are heard of (models moby/swarmkit manager/dispatcher nodes, heartbeat). */
export class Liveness {
  readonly #leader: Leader;
  readonly #onDown: (nodeId: string) => void;
  #timers = new Map<string, Cancel>();

  constructor(leader: Leader, onDown: (nodeId: string) => void) {
    this.#leader = leader;
    this.#onDown = onDown;
  }

  /** After a change of leader nobody is known to be there, until each has reported or twice the grace has passed. */
  start(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (node.status.state === 'down') {
        this.#set(node.id, ORPHAN_AFTER, () => this.#orphan(node.id));
        continue;
      }
      this.#mark(node.id, 'unknown', 'Node moved to "unknown" state due to leadership change in cluster');
      this.#set(node.id, 2 * GRACE * this.#period(), () =>
        this.#down(node.id, 'heartbeat failure for node in "unknown" state'),
      );
    }
  }

  /** A sign of life; returns when the next one is due. */
  beat(nodeId: string): Micros {
    const period = this.#period() + this.#leader.chance.between('heartbeat', nodeId, -JITTER, JITTER);
    this.#set(nodeId, GRACE * period, () => this.#down(nodeId, 'heartbeat failure'));
    return period;
  }

  forget(nodeId: string): void {
    this.#timers.get(nodeId)?.();
    this.#timers.delete(nodeId);
  }

  #period(): Micros {
    const { HeartbeatPeriod } = this.#leader.store.cluster.spec.Dispatcher;
    return HeartbeatPeriod ? fromNanoseconds(HeartbeatPeriod) : DEFAULT_PERIOD;
  }

  #set(nodeId: string, delay: Micros, work: () => void): void {
    this.#timers.get(nodeId)?.();
    this.#timers.set(nodeId, this.#leader.scope.after(delay, work));
  }

  #down(nodeId: string, message: string): void {
    this.#mark(nodeId, 'down', message);
    this.#set(nodeId, ORPHAN_AFTER, () => this.#orphan(nodeId));
    this.#onDown(nodeId);
  }

  #mark(nodeId: string, state: 'down' | 'unknown', message: string): void {
    this.#leader.store.update((tx) => {
      const node = tx.get('node', nodeId);
      if (node && node.status.state !== 'down')
        tx.update('node', { ...node, status: { ...node.status, state, message } });
    });
  }

  #orphan(nodeId: string): void {
    this.#leader.store.update((tx) => {
      for (const task of tx.tasksOn(nodeId))
        if (!terminal(task) && !before(task.status.state, 'assigned'))
          tx.update('task', { ...task, status: moved(task.status, 'orphaned', task.status.message, tx.now) });
    });
  }
}
