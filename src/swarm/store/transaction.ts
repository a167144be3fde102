import type { Micros } from '../../sim/index.ts';
import type { Kinds } from '../control.ts';
import type { Cluster, Meta, StoreObject, Task } from '../objects.ts';
import type { Kind, StoreChange, Tables } from './tables.ts';

/** What reads the store: at rest, or inside a transaction with its own writes. */
export interface View {
  get: <K extends Kind>(kind: K, id: string) => Kinds[K] | undefined;
  all: <K extends Kind>(kind: K) => Kinds[K][];
  tasksOf: (serviceId: string) => Task[];
  tasksOn: (nodeId: string) => Task[];
  /** The one cluster object. */
  readonly cluster: Cluster;
}

export type Draft<T> = Omit<T, 'meta'> & { readonly meta?: Meta };

/** A set of writes that become one log entry. Versions and stamps are the transaction's. */
export class Transaction implements View {
  readonly now: Micros;
  readonly #tables: Tables;
  readonly #index: number;
  #changes = new Map<
    string,
    { kind: Kind; id: string; before: StoreObject | undefined; after: StoreObject | undefined }
  >();

  /** @param index number of the log entry that this will be */
  constructor(tables: Tables, index: number, now: Micros) {
    this.#tables = tables;
    this.#index = index;
    this.now = now;
  }

  get changes(): StoreChange[] {
    return [...this.#changes.values()].filter((change) => change.before ?? change.after) as unknown as StoreChange[];
  }

  get cluster(): Cluster {
    return this.all('cluster')[0] as Cluster;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    const change = this.#changes.get(`${kind}/${id}`);
    return change ? (change.after as Kinds[K] | undefined) : this.#tables.get(kind, id);
  }

  all<K extends Kind>(kind: K): Kinds[K][] {
    return this.#overlay(kind, this.#tables.all(kind), () => true);
  }

  tasksOf(serviceId: string): Task[] {
    return this.#overlay('task', this.#tables.tasksOf(serviceId), (task) => task.serviceId === serviceId);
  }

  tasksOn(nodeId: string): Task[] {
    return this.#overlay('task', this.#tables.tasksOn(nodeId), (task) => task.nodeId === nodeId);
  }

  create<K extends Kind>(kind: K, draft: Draft<Kinds[K]>): Kinds[K] {
    const meta: Meta = { version: this.#index, createdAt: this.now, updatedAt: this.now };
    return this.#write(kind, { ...draft, meta } as unknown as Kinds[K]);
  }

  /** Writes a changed object over the stored one. */
  update<K extends Kind>(kind: K, object: Kinds[K]): Kinds[K] {
    return this.#write(kind, { ...object, meta: { ...object.meta, version: this.#index, updatedAt: this.now } });
  }

  remove(kind: Kind, id: string): void {
    const before = this.#tables.get(kind, id);
    this.#changes.set(`${kind}/${id}`, { kind, id, before, after: undefined });
  }

  #write<K extends Kind>(kind: K, after: Kinds[K]): Kinds[K] {
    this.#changes.set(`${kind}/${after.id}`, { kind, id: after.id, before: this.#tables.get(kind, after.id), after });
    return after;
  }

  #overlay<K extends Kind>(kind: K, base: Iterable<Kinds[K]>, belongs: (object: Kinds[K]) => boolean): Kinds[K][] {
    if (this.#changes.size === 0) return [...base];
    const found = new Map<string, Kinds[K]>();
    for (const object of base) found.set(object.id, object);
    for (const change of this.#changes.values())
      if (change.kind === kind) {
        const after = change.after as Kinds[K] | undefined;
        if (after && belongs(after)) found.set(after.id, after);
        else found.delete(change.id);
      }
    return [...found.values()];
  }
}
