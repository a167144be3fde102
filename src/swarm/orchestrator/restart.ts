import { minute, sleep, wait, type Cancel, type Co, type Micros } from '../../sim/index.ts';
import { until, type Leader } from '../leader.ts';
import type { Node, Service, Task } from '../objects.ts';
import { isJob, modeOf, restartOf } from '../service.ts';
import { before, byAge, terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { createTask, type Slot } from './task.ts';

/** How long a replacement waits for a task that will not stop. */
const OLD_TASK_TIMEOUT: Micros = minute;

interface History {
  specVersion: number;
  total: number;
  /** When each replacement was made, where the policy has a window. */
  at: Micros[];
}

interface Delay {
  cancel: Cancel;
  /** Called when the delay has ended and the task may run. */
  then: (() => void)[];
}

const tuple = (task: Task): string => `${task.serviceId}/${task.slot || task.nodeId}`;

/** Replaces tasks that ended (models moby/swarmkit manager/orchestrator/restart). */
export class RestartSupervisor {
  readonly #leader: Leader;
  #history = new Map<string, History>();
  #delays = new Map<string, Delay>();

  constructor(leader: Leader) {
    this.#leader = leader;
  }

  /** Shuts a task down for good and, where the policy allows, puts a replacement in its place. */
  restart(tx: Transaction, service: Service, task: Task): void {
    const waiting = this.#delays.get(task.id);
    if (waiting) {
      // Its own start is still to come: the replacement is made when that delay ends.
      waiting.then.push(() => this.#retry(task.id));
      return;
    }
    if (before('complete', task.desiredState)) return;
    const old = tx.update('task', { ...task, desiredState: 'shutdown' });
    if (!this.shouldRestart(old, service)) return;
    const place = modeOf(service.spec).startsWith('global') ? { nodeId: task.nodeId } : { slot: task.slot };
    const fresh = createTask(tx, this.#leader.chance, service, { ...place, ready: true });
    this.record(fresh, tx.now);
    const node = tx.get('node', task.nodeId);
    const delay = node?.spec.Availability === 'drain' ? 0 : restartOf(task).delay;
    const waitStop = node?.status.state !== 'down' && !terminal(task);
    this.delayStart(waitStop ? old : undefined, fresh.id, delay);
  }

  #retry(id: string): void {
    this.#leader.store.update((tx) => {
      const task = tx.get('task', id);
      const service = task && tx.get('service', task.serviceId);
      if (service && task && !before('complete', task.desiredState)) this.restart(tx, service, task);
    });
  }

  shouldRestart(task: Task, service: Service): boolean {
    const { condition, maxAttempts, window } = restartOf(task);
    const effective = isJob(service.spec) && condition === 'any' ? 'on-failure' : condition;
    if (effective !== 'any' && (effective !== 'on-failure' || task.status.state === 'complete')) return false;
    const history = this.#history.get(tuple(task));
    if (maxAttempts === 0 || !history || history.specVersion !== task.specVersion) return true;
    if (window === 0) return history.total < maxAttempts;
    const { timestamp } = task.status;
    history.at = history.at.filter((at) => at > timestamp - window);
    return history.at.filter((at) => at < timestamp).length < maxAttempts;
  }

  /** Counts a replacement against the policy's attempts. */
  record(replacement: Task, at: Micros): void {
    const policy = restartOf(replacement);
    if (policy.maxAttempts === 0) return;
    let history = this.#history.get(tuple(replacement));
    if (history?.specVersion !== replacement.specVersion)
      history = { specVersion: replacement.specVersion, total: 0, at: [] };
    history.total++;
    if (policy.window > 0) history.at.push(at);
    this.#history.set(tuple(replacement), history);
  }

  /** Rebuilds the attempts of a slot after a change of leader: all its newest-spec tasks but the oldest are restarts. */
  recall(slot: Slot): void {
    const newest = Math.max(...slot.map((task) => task.specVersion));
    const tasks = slot.filter((task) => task.specVersion === newest).sort(byAge);
    for (const task of tasks.slice(1)) this.record(task, task.meta.createdAt);
  }

  forget(serviceId: string): void {
    for (const key of this.#history.keys()) if (key.startsWith(`${serviceId}/`)) this.#history.delete(key);
  }

  /** The tasks of a slot that count: those that should run, else the last one if it must stay ended. */
  updatable(slot: Slot, service: Service): Slot {
    const live = slot.filter(wanted);
    if (live.length > 0 || service.updateStatus?.state === 'rollback_started') return live;
    const newest = [...slot].sort(byAge).at(-1);
    return newest && !this.shouldRestart(newest, service) ? [newest] : [];
  }

  /**
   * Lets a task run after a delay, and after an old task has stopped (1 min at most, counted from now).
   * A delay that already waits for this task is given up.
   */
  delayStart(old: Task | undefined, id: string, delay: Micros, then?: () => void): void {
    this.cancel(id);
    const scope = this.#leader.scope.child();
    const entry: Delay = { cancel: () => scope.end(), then: then ? [then] : [] };
    this.#delays.set(id, entry);
    scope.run(this.#hold(old, delay), () =>
      this.#leader.store.update(
        (tx) => this.startNow(tx, id),
        () => {
          if (this.#delays.get(id) === entry) this.#delays.delete(id);
          for (const listener of entry.then) listener();
          scope.end();
        },
      ),
    );
  }

  *#hold(old: Task | undefined, delay: Micros): Co<void> {
    const { scope, store } = this.#leader;
    const deadline = scope.clock.now + OLD_TASK_TIMEOUT;
    if (delay > 0) yield* sleep(scope.clock, delay);
    if (!old) return;
    const gone = (node: Node | undefined): boolean => !node || node.status.state === 'down';
    const stopped = (): boolean => {
      const task = store.get('task', old.id);
      return !task || terminal(task) || (task.nodeId !== '' && gone(store.get('node', task.nodeId)));
    };
    const waiting = until(this.#leader, stopped);
    yield* wait<void>((resume) => {
      const routine = scope.child();
      routine.after(deadline - scope.clock.now, () => resume.value());
      routine.run(waiting, () => resume.value());
      return () => routine.end();
    });
  }

  startNow(tx: Transaction, id: string): void {
    const task = tx.get('task', id);
    if (!task || !before(task.desiredState, 'running')) return;
    tx.update('task', { ...task, desiredState: task.jobIteration === undefined ? 'running' : 'complete' });
  }

  cancel(id: string): void {
    this.#delays.get(id)?.cancel();
    this.#delays.delete(id);
  }
}

/** What is left of a replacement's delay after a change of leader. */
export function remainingDelay(task: Task, now: Micros): Micros {
  const { delay } = restartOf(task);
  const since = now - (task.status.appliedAt || task.status.timestamp);
  return Math.max(0, Math.min(delay, delay - since));
}
