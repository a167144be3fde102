import { Signal, wait, type Clock, type Co, type Outcome } from '../../sim/index.ts';
import { SwarmError, type Kinds } from '../control.ts';
import type { Cluster, StoreObject, Task } from '../objects.ts';
import { Tables, type Kind, type StoreChange } from './tables.ts';
import { Transaction, type View } from './transaction.ts';

/** Where a store's writes become log entries (raft). */
export interface Proposer {
  /** The number that the next entry will have. */
  readonly nextIndex: number;
  /** `done` is called once: without an error when the entry has been applied through `Store.apply`. */
  propose: (changes: readonly StoreChange[], done: (error?: SwarmError) => void) => void;
}

interface Pending {
  work: (tx: Transaction) => unknown;
  done: (outcome: Outcome<unknown>) => void;
}

/**
 * The cluster's objects on one manager (models moby/swarmkit manager/state/store). A write runs on the state that all
 * writes before it left, is proposed as one log entry, and is seen by readers once that entry has been committed.
 */
export class Store implements View {
  /** Told after each commit, on every manager. */
  readonly changes = new Signal<readonly StoreChange[]>();
  readonly #clock: Clock;
  #tables = new Tables();
  #proposer: Proposer | undefined;
  #queue: Pending[] = [];
  #busy = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get cluster(): Cluster {
    return this.all('cluster')[0] as Cluster;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#tables.get(kind, id);
  }

  all<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.#tables.all(kind)];
  }

  tasksOf(serviceId: string): Task[] {
    return [...this.#tables.tasksOf(serviceId)];
  }

  tasksOn(nodeId: string): Task[] {
    return [...this.#tables.tasksOn(nodeId)];
  }

  /** Only the leader has a proposer; without one, waiting and later writes fail. */
  lead(proposer: Proposer | undefined): void {
    this.#proposer = proposer;
    if (proposer) return;
    for (const pending of this.#queue.splice(0)) pending.done({ ok: false, error: lostLeadership() });
  }

  /** Queues a write. `done` learns its result, or the error that `work` or the commit ended with. */
  update<T>(work: (tx: Transaction) => T, done: (outcome: Outcome<T>) => void = () => undefined): void {
    this.#queue.push({ work, done: done as Pending['done'] });
    if (!this.#busy) this.#clock.soon(() => this.#next());
  }

  /** Writes and waits for the commit; throws what `work` throws. */
  *write<T>(work: (tx: Transaction) => T): Co<T> {
    return yield* wait<T>((resume) => {
      this.update(work, (outcome) => (outcome.ok ? resume.value(outcome.value) : resume.error(outcome.error)));
      return undefined;
    });
  }

  #next(): void {
    if (this.#busy) return;
    const pending = this.#queue.shift();
    if (!pending) return;
    const proposer = this.#proposer;
    if (!proposer) {
      pending.done({ ok: false, error: lostLeadership() });
      this.#next();
      return;
    }
    const tx = new Transaction(this.#tables, proposer.nextIndex, this.#clock.now);
    let value: unknown;
    try {
      value = pending.work(tx);
    } catch (error) {
      pending.done({ ok: false, error });
      this.#next();
      return;
    }
    const changes = tx.changes;
    if (changes.length === 0) {
      pending.done({ ok: true, value });
      this.#next();
      return;
    }
    this.#busy = true;
    proposer.propose(changes, (error) => {
      this.#busy = false;
      pending.done(error ? { ok: false, error } : { ok: true, value });
      this.#next();
    });
  }

  /** A committed entry. */
  apply(changes: readonly StoreChange[]): void {
    for (const { kind, before, after } of changes) this.#tables.set(kind, (after ?? before)?.id ?? '', after);
    this.changes.emit(changes);
  }

  snapshot(): readonly (readonly [Kind, StoreObject])[] {
    return this.#tables.snapshot();
  }

  /** Replaces everything by a snapshot. */
  restore(objects: readonly (readonly [Kind, StoreObject])[]): void {
    const old = this.#tables;
    this.#tables = new Tables();
    const changes: StoreChange[] = [];
    for (const [kind, object] of objects) {
      this.#tables.set(kind, object.id, object);
      const before = old.get(kind, object.id);
      if (before !== object) changes.push({ kind, before, after: object } as StoreChange);
    }
    for (const [kind, object] of old.snapshot())
      if (!this.#tables.get(kind, object.id)) changes.push({ kind, before: object, after: undefined } as StoreChange);
    this.changes.emit(changes);
  }
}

const lostLeadership = (): SwarmError =>
  new SwarmError('Unavailable', 'raft: failed to process the request: node lost leader status');
