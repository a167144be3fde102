import type { Micros } from '../../sim/index.ts';
import { second, sleep, wait, type Co } from '../../sim/index.ts';
import { until, watch, type Leader } from '../leader.ts';
import type { Service, Task, UpdateStatus } from '../objects.ts';
import { same } from '../same.ts';
import type { Scope } from '../scope.ts';
import { modeOf, updatingOf, type Updating } from '../service.ts';
import { before, terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import type { RestartSupervisor } from './restart.ts';
import { createTask, isDirty, type Slot } from './task.ts';

/** Brings the slots of services to their spec, one update per service (models moby/swarmkit manager/orchestrator/update). */
export class UpdateSupervisor {
  readonly #leader: Leader;
  readonly #restarts: RestartSupervisor;
  #updates = new Map<string, Update>();

  constructor(leader: Leader, restarts: RestartSupervisor) {
    this.#leader = leader;
    this.#restarts = restarts;
  }

  /** Starts an update; one that already works towards this spec is left alone, another one is cancelled. */
  update(service: Service, slots: readonly Slot[]): void {
    const running = this.#updates.get(service.id);
    if (running) {
      if (same(running.service.spec, service.spec)) return;
      running.cancel();
    }
    const update = new Update(this.#leader, this.#restarts, service);
    this.#updates.set(service.id, update);
    update.run(slots, () => {
      if (this.#updates.get(service.id) === update) this.#updates.delete(service.id);
    });
  }

  cancel(serviceId: string): void {
    this.#updates.get(serviceId)?.cancel();
    this.#updates.delete(serviceId);
  }
}

/** One slot's renewal: the task that is to stay, and what it waits for. */
interface Turn {
  readonly id: string;
  readonly made: boolean;
  readonly waits: boolean;
  readonly old: Task | undefined;
  readonly slot: Slot;
}

class Update {
  readonly service: Service;
  readonly #leader: Leader;
  readonly #scope: Scope;
  readonly #restarts: RestartSupervisor;
  /** Tasks made by this update: when they reached RUNNING, undefined before. */
  #made = new Map<string, Micros | undefined>();
  #stopped = false;

  constructor(leader: Leader, restarts: RestartSupervisor, service: Service) {
    this.#scope = leader.scope.child();
    this.#leader = { ...leader, scope: this.#scope };
    this.#restarts = restarts;
    this.service = service;
  }

  cancel(): void {
    this.#scope.end();
  }

  run(slots: readonly Slot[], onEnd: () => void): void {
    this.#scope.clock.soon(() => {
      if (!this.#scope.ended)
        this.#scope.run(this.#run(slots), () => {
          this.#scope.end();
          onEnd();
        });
    });
  }

  get #rollingBack(): boolean {
    return this.service.updateStatus?.state === 'rollback_started';
  }

  *#run(slots: readonly Slot[]): Co<void> {
    const state = this.service.updateStatus?.state;
    if (state === 'paused' || state === 'rollback_paused') return;
    const dirty = slots.filter((slot) => slot.length > 1 || slot.some((task) => this.#isDirty(task)));
    if (dirty.length === 0) {
      if (state === 'updating' || state === 'rollback_started') yield* this.#complete();
      return;
    }
    if (!state)
      yield* this.#status((_, now) => ({
        state: 'updating',
        message: 'update in progress',
        startedAt: now,
        completedAt: undefined,
      }));
    const { spec } = this.service;
    const config = updatingOf(this.#rollingBack ? spec.RollbackConfig : spec.UpdateConfig);
    if (config.action !== 'continue') this.#watchFailures(config, dirty.length);
    yield* this.#work([...dirty], config);
    const { delay, monitor } = config;
    const patience = delay >= monitor ? delay + second : monitor;
    const end = this.#scope.clock.now + patience;
    if (!this.#stopped) yield* sleep(this.#scope.clock, end - this.#scope.clock.now);
    if (!this.#stopped) yield* this.#complete();
  }

  /** Runs as many workers as the parallelism says, until the queue is empty or the update stopped. */
  *#work(queue: Slot[], config: Updating): Co<void> {
    let busy = config.parallelism || queue.length;
    const scope = this.#scope;
    yield* wait<void>((resume) => {
      for (let i = busy; i > 0; i--)
        scope.run(this.#worker(queue, config), () => {
          if (--busy === 0) resume.value();
        });
      return undefined;
    });
  }

  *#worker(queue: Slot[], config: Updating): Co<void> {
    for (let slot = queue.shift(); slot; slot = queue.shift()) {
      yield* this.#renew(slot, config.order === 'start-first');
      if (config.delay > 0) yield* sleep(this.#scope.clock, config.delay);
      if (this.#stopped) return;
    }
  }

  /** Brings one slot to the new spec. */
  *#renew(place: Slot, startFirst: boolean): Co<void> {
    const { store } = this.#leader;
    const turn = yield* store.write((tx) => this.#begin(tx, place, startFirst));
    if (!turn) return;
    if (turn.waits) yield* this.#start(turn.old, turn.id);
    if (!turn.made) return;
    const task = (): Task | undefined => store.get('task', turn.id);
    yield* until(this.#leader, () => !before(task()?.status.state ?? 'running', 'running'));
    this.#made.set(turn.id, this.#scope.clock.now);
    if (startFirst && task()?.status.state === 'running') yield* store.write((tx) => shutDown(tx, turn.slot));
  }

  /** Makes the new task, or finds one that will do; the others are set to stop, now or once the new one runs. */
  #begin(tx: Transaction, place: Slot, startFirst: boolean): Turn | undefined {
    if (!tx.get('service', this.service.id)) return undefined;
    const slot = this.#current(tx, place);
    const clean = slot.filter((task) => wanted(task) && !this.#isDirty(task));
    const existing = clean.find((task) => task.desiredState === 'running') ?? clean.at(-1);
    if (existing) {
      const old = shutDown(
        tx,
        slot.filter((task) => task !== existing),
      );
      return { id: existing.id, made: false, waits: existing.desiredState !== 'running', old, slot };
    }
    const [first] = slot as readonly [Task];
    const where = modeOf(this.service.spec) === 'global' ? { nodeId: first.nodeId } : { slot: first.slot };
    const { id } = createTask(tx, this.#leader.chance, this.service, { ...where, ready: true });
    this.#made.set(id, undefined);
    return { id, made: true, waits: true, old: startFirst ? undefined : shutDown(tx, slot), slot };
  }

  /** A slot as it is by now: its tasks may have ended and been replaced while it waited for its turn. */
  #current(tx: Transaction, [first]: Slot): Slot {
    const { slot, nodeId } = first as Task;
    const place = tx
      .tasksOf(this.service.id)
      .filter((task) => wanted(task) && task.slot === slot && (slot > 0 || task.nodeId === nodeId));
    return place.length > 0 ? place : [first as Task];
  }

  *#start(old: Task | undefined, id: string): Co<void> {
    yield* wait<void>((resume) => {
      this.#restarts.delayStart(old, id, 0, () => resume.value());
      return undefined;
    });
  }

  #isDirty(task: Task): boolean {
    return isDirty(this.service, task, this.#leader.store.get('node', task.nodeId));
  }

  #watchFailures(config: Updating, total: number): void {
    const failed = new Set<string>();
    const { clock } = this.#scope;
    watch(this.#leader, (change) => {
      if (change.kind !== 'task' || !change.after || this.#stopped) return;
      const task = change.after;
      if (task.serviceId !== this.service.id || !terminal(task) || failed.has(task.id) || !this.#made.has(task.id))
        return;
      const reached = this.#made.get(task.id);
      if (reached !== undefined && clock.now - reached > config.monitor) return;
      failed.add(task.id);
      if (failed.size / total <= config.ratio) return;
      this.#stopped = true;
      const because = `due to failure or early termination of task ${task.id}`;
      this.#leader.store.update((tx) => this.#giveUp(tx, config.action, because));
    });
  }

  /** Too many failures: pauses, or (once) goes back to the previous spec. */
  #giveUp(tx: Transaction, action: string, because: string): void {
    const service = tx.get('service', this.service.id);
    if (!service?.updateStatus) return;
    const { updateStatus, previousSpec } = service;
    if (action !== 'rollback' || this.#rollingBack || !previousSpec) {
      const state = this.#rollingBack ? 'rollback_paused' : 'paused';
      const message = `${action === 'rollback' && this.#rollingBack ? 'rollback' : 'update'} paused ${because}`;
      tx.update('service', { ...service, updateStatus: { ...updateStatus, state, message } });
      return;
    }
    tx.update('service', {
      ...service,
      spec: previousSpec,
      specVersion: service.previousSpecVersion,
      previousSpec: undefined,
      previousSpecVersion: 0,
      updateStatus: { ...updateStatus, state: 'rollback_started', message: `update rolled back ${because}` },
    });
  }

  *#complete(): Co<void> {
    yield* this.#status((status, now) => {
      if (!status) return undefined;
      const back = status.state === 'rollback_started';
      return {
        ...status,
        state: back ? 'rollback_completed' : 'completed',
        message: back ? 'rollback completed' : 'update completed',
        completedAt: now,
      };
    });
  }

  *#status(next: (status: UpdateStatus | undefined, now: Micros) => UpdateStatus | undefined): Co<void> {
    yield* this.#leader.store.write((tx) => {
      const service = tx.get('service', this.service.id);
      const updateStatus = next(service?.updateStatus, tx.now);
      if (service && updateStatus) tx.update('service', { ...service, updateStatus });
    });
  }
}

/** Sets live tasks to be shut down; returns the last of them. */
function shutDown(tx: Transaction, tasks: Slot): Task | undefined {
  let last: Task | undefined;
  for (const { id } of tasks) {
    const task = tx.get('task', id);
    if (task && wanted(task)) last = tx.update('task', { ...task, desiredState: 'shutdown' });
  }
  return last;
}
