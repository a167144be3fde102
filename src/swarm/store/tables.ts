import type { Kinds } from '../control.ts';
import type { StoreObject, Task } from '../objects.ts';

export type Kind = keyof Kinds;

/** One change of one object, told apart by its kind. */
export type StoreChange = {
  [K in Kind]: { readonly kind: K; readonly before: Kinds[K] | undefined; readonly after: Kinds[K] | undefined };
}[Kind];

type Tasks = Map<string, Task>;

/** The objects of the cluster by kind and ID, tasks also by service and by node. Maps keep the order of creation. */
export class Tables {
  readonly kinds: Readonly<Record<Kind, Map<string, StoreObject>>> = {
    cluster: new Map(),
    node: new Map(),
    service: new Map(),
    task: new Map(),
    network: new Map(),
    secret: new Map(),
    config: new Map(),
  };
  #byService = new Map<string, Tasks>();
  #byNode = new Map<string, Tasks>();

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.kinds[kind].get(id) as Kinds[K] | undefined;
  }

  all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    return this.kinds[kind].values() as Iterable<Kinds[K]>;
  }

  tasksOf(serviceId: string): Iterable<Task> {
    return this.#byService.get(serviceId)?.values() ?? [];
  }

  tasksOn(nodeId: string): Iterable<Task> {
    return this.#byNode.get(nodeId)?.values() ?? [];
  }

  /** Writes or (without `after`) removes one object; returns what stood there. */
  set(kind: Kind, id: string, after: StoreObject | undefined): StoreObject | undefined {
    const table = this.kinds[kind];
    const old = table.get(id);
    if (after) table.set(id, after);
    else table.delete(id);
    if (kind === 'task') {
      index(this.#byService, 'serviceId', old as Task | undefined, after as Task | undefined);
      index(this.#byNode, 'nodeId', old as Task | undefined, after as Task | undefined);
    }
    return old;
  }

  /** Everything, for a member that starts empty. */
  snapshot(): readonly (readonly [Kind, StoreObject])[] {
    return (Object.keys(this.kinds) as Kind[]).flatMap((kind) =>
      [...this.kinds[kind].values()].map((object) => [kind, object] as const),
    );
  }
}

function index(
  map: Map<string, Tasks>,
  key: 'serviceId' | 'nodeId',
  old: Task | undefined,
  after: Task | undefined,
): void {
  if (old && old[key] !== after?.[key]) {
    const tasks = map.get(old[key]);
    tasks?.delete(old.id);
    if (tasks?.size === 0) map.delete(old[key]);
  }
  if (!after) return;
  const tasks = map.get(after[key]);
  if (tasks) tasks.set(after.id, after);
  else map.set(after[key], new Map([[after.id, after]]));
}
