import type { Node, Service, Task } from '../api/index.ts';
import type { Co } from '../sim/index.ts';
import { DaemonError } from './failure.ts';
import { list, type Listing, type Row } from './format/listing.ts';
import { capital, natural, shortId, withoutDigest } from './format/text.ts';
import { ago } from './format/units.ts';
import type { Call } from './spec.ts';

const listing: Listing = {
  type: '*task.taskContext',
  headers: {
    ID: 'ID',
    Name: 'NAME',
    Image: 'IMAGE',
    Node: 'NODE',
    DesiredState: 'DESIRED STATE',
    CurrentState: 'CURRENT STATE',
    Error: 'ERROR',
    Ports: 'PORTS',
  },
  show: ['ID', 'Name', 'Image', 'Node', 'DesiredState', 'CurrentState', 'Error', 'Ports'],
  raw: 'id: {{.ID}}\nname: {{.Name}}\nimage: {{.Image}}\nnode: {{.Node}}\ndesired_state: {{.DesiredState}}\ncurrent_state: {{.CurrentState}}\nerror: {{.Error}}\nports: {{.Ports}}\n',
};

interface Named {
  task: Task;
  name: string;
  node: string;
}

/**
 * Tasks in a table: by name, the newest of a slot first, the others indented under it. Used by `service ps`,
 * `node ps` and `stack ps`.
 */
export function* showTasks(call: Call, tasks: readonly Task[], fullQuiet: boolean): Co<void> {
  const { flags } = call;
  const format = flags.text('format');
  const quiet = flags.is('quiet');
  const full = flags.is('no-trunc') || (quiet && fullQuiet);
  const named = yield* nameAll(call, tasks);
  named.sort((a, b) => natural(a.name, b.name) || (a.task.CreatedAt < b.task.CreatedAt ? 1 : -1));
  const indent = format === '' || format.startsWith('table');
  // Names are kept by task: one that is listed twice is indented both times, as docker/cli does.
  const names = new Map<string, string>();
  named.forEach(({ task, name }, i) => {
    names.set(task.ID, indent && named[i - 1]?.name === name ? ` \\_ ${name}` : name);
  });
  const rows = named.map((each) => rowOf(call, { ...each, name: names.get(each.task.ID) ?? each.name }, full));
  yield* list(call, listing, rows, format, quiet);
}

/** `web.1`, or `agent.<node id>` where the service is global; `node` is the host's name. */
function* nameAll({ api, flags }: Call, tasks: readonly Task[]): Co<Named[]> {
  const plain = flags.is('no-resolve');
  const known = new Map<string, string>();
  function* resolve(path: string, id: string, name: (found: never) => string): Co<string> {
    if (plain || id === '') return id;
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    let resolved = id;
    try {
      resolved = name(yield* api.get<never>(`/${path}/${id}`)) || id;
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
    }
    known.set(id, resolved);
    return resolved;
  }
  const named: Named[] = [];
  for (const task of tasks) {
    const service = yield* resolve('services', task.ServiceID ?? '', (found: Service) => found.Spec.Name);
    const node = yield* resolve(
      'nodes',
      task.NodeID ?? '',
      (found: Node) => found.Spec.Name || found.Description.Hostname,
    );
    named.push({ task, name: `${service}.${task.Slot || (task.NodeID ?? '')}`, node });
  }
  return named;
}

function rowOf({ self }: Call, { task, name, node }: Named, full: boolean): Row {
  const { Status, DesiredState, Spec } = task;
  const image = Spec.ContainerSpec?.Image ?? '';
  return {
    ID: full ? task.ID : shortId(task.ID),
    Name: name,
    Image: full ? image : withoutDigest(image),
    Node: node,
    DesiredState: capital(DesiredState),
    CurrentState: `${capital(Status.State)} ${ago(self.clock.now, Status.Timestamp).toLowerCase()}`,
    Error: errorText(Status.Err ?? '', full),
    Ports: (Status.PortStatus?.Ports ?? [])
      .map((port) => `*:${port.PublishedPort ?? 0}->${port.TargetPort ?? 0}/${port.Protocol}`)
      .join(','),
  };
}

/** Quoted; 30 characters at most, the last of them an ellipsis. */
function errorText(error: string, full: boolean): string {
  if (error === '') return '';
  return `"${full || error.length <= 30 ? error : `${error.slice(0, 29)}…`}"`;
}
