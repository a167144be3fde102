import type { UpdateState } from '../../api/index.ts';
import type { Control, Kinds } from '../../swarm/control.ts';
import type { Node, Service, StoreObject } from '../../swarm/objects.ts';
import type { Events } from '../events.ts';

type Attributes = Record<string, string>;

/** Kinds of the store that have events; tasks and the cluster have none. */
const told: readonly (keyof Kinds)[] = ['node', 'service', 'network', 'secret', 'config'];

/** What a manager's store says, as events of the swarm's scope (models moby daemon/cluster/../events.go). */
export function tellSwarmEvents(control: Control, events: Events): () => void {
  return control.watch(({ kind, before, after }) => {
    if (!told.includes(kind)) return;
    const object = after ?? before;
    if (!object) return;
    const action = !before ? 'create' : !after ? 'remove' : 'update';
    events.emit(kind, action, object.id, { name: nameOf(kind, object), ...changed(kind, before, after) }, 'swarm');
  });
}

function nameOf(kind: keyof Kinds, object: StoreObject): string {
  if (kind === 'node') return (object as Node).description?.Hostname ?? '';
  return (object as Service).spec.Name;
}

/** `key.old` and `key.new` for what an update changed; a first value has no `.old`. */
function changed(kind: keyof Kinds, before: StoreObject | undefined, after: StoreObject | undefined): Attributes {
  if (!before || !after) return {};
  const pairs =
    kind === 'service'
      ? servicePairs(before as Service, after as Service)
      : kind === 'node'
        ? nodePairs(before as Node, after as Node)
        : [];
  return Object.fromEntries(
    pairs
      .filter(([, old, fresh]) => old !== fresh)
      .flatMap(([key, old, fresh]) => [
        ...(fresh === undefined ? [] : [[`${key}.new`, fresh] as const]),
        ...(old === undefined ? [] : [[`${key}.old`, old] as const]),
      ]),
  );
}

type Pair = readonly [key: string, before: string | undefined, after: string | undefined];

function servicePairs(before: Service, after: Service): Pair[] {
  const image = ({ spec }: Service): string | undefined => spec.TaskTemplate.ContainerSpec?.Image;
  const replicas = ({ spec }: Service): string | undefined =>
    spec.Mode.Replicated && String(spec.Mode.Replicated.Replicas ?? 1);
  const state = ({ updateStatus }: Service): UpdateState | undefined => updateStatus?.state;
  return [
    ['image', image(before), image(after)],
    ['replicas', replicas(before), replicas(after)],
    ['updatestate', state(before), state(after)],
  ];
}

function nodePairs(before: Node, after: Node): Pair[] {
  const manager = ({ managerStatus }: Node): typeof managerStatus => managerStatus;
  return [
    ['state', before.status.state, after.status.state],
    ['availability', before.spec.Availability, after.spec.Availability],
    ['role', before.role, after.role],
    ['leader', flagOf(manager(before)?.leader), flagOf(manager(after)?.leader)],
    ['reachability', manager(before)?.reachability, manager(after)?.reachability],
  ];
}

const flagOf = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : String(value));
