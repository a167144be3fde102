import type { LogFrame, Node, Service, Task } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { DaemonError, Failure } from '../failure.ts';
import { pairs } from '../flags/text.ts';
import { shortId } from '../format/text.ts';
import { copyFrames } from '../frames.ts';
import { since } from '../since.ts';
import type { Call, Command } from '../spec.ts';
import { getService, pathOf } from './find.ts';

const prefix = 'com.docker.swarm.';

/** `docker service logs`, of a service or a task. */
export const logs: Command = function* (call) {
  const { self, api, flags, args } = call;
  const target = args[0] as string;
  const { kind, tty, digits } = yield* findTarget(call, target);
  const raw = flags.is('raw');
  if (tty && !raw) throw new Failure('tty service logs only supported with --raw');
  const frames = yield* api.stream<LogFrame>('GET', pathOf(kind, target, '/logs'), {
    query: {
      stdout: true,
      stderr: true,
      follow: flags.is('follow'),
      tail: flags.text('tail', 'all'),
      since: since(flags.text('since'), self.clock.now, 'since'),
      timestamps: flags.is('timestamps'),
      details: flags.is('details') || !raw,
    },
  });
  if (raw || tty) return yield* copyFrames(self, frames);
  const names = new Map<string, string>();
  yield* copyFrames(self, frames, (line) => pretty(call, line, names, digits));
};

function* findTarget({ api }: Call, target: string): Co<{ kind: string; tty: boolean; digits: number }> {
  try {
    const { Spec } = yield* getService(api, target);
    const replicas = Spec.Mode.Replicated?.Replicas;
    return {
      kind: 'services',
      tty: Spec.TaskTemplate.ContainerSpec?.TTY ?? false,
      digits: replicas === undefined ? 1 : String(replicas).length,
    };
  } catch (error) {
    if (!(error instanceof DaemonError) || error.status !== 404) throw error;
  }
  try {
    const task = yield* api.get<Task>(pathOf('tasks', target));
    return { kind: 'tasks', tty: task.Spec.ContainerSpec?.TTY ?? false, digits: String(task.Slot ?? 0).length };
  } catch (error) {
    if (!(error instanceof DaemonError) || error.status !== 404) throw error;
    throw new Failure(`no such task or service: ${target}`);
  }
}

/** `web.1.<id>@host    | text`, from a line that the details of its task precede. */
function* pretty({ api, flags }: Call, line: string, names: Map<string, string>, digits: number): Co<string> {
  const words = flags.is('timestamps') ? 2 : 1;
  const match = new RegExp(`^((?:[^ ]* ){${words - 1}})([^ ]*) ([^]*)$`).exec(line);
  const [, time = '', detail = '', text = ''] = match ?? [];
  const details = pairs(detail.split(',').map((each) => decodeURIComponent(each)));
  const ids = ['node.id', 'service.id', 'task.id'].map((name) => details[prefix + name] ?? '');
  const key = ids.join();
  let name = names.get(key);
  if (name === undefined) {
    const [nodeId = '', serviceId = '', taskId = ''] = ids;
    const plain = flags.is('no-resolve');
    const node = plain
      ? nodeId
      : yield* named(api.get<Node>(pathOf('nodes', nodeId)), nodeId, (found) => found.Description.Hostname);
    const service = plain
      ? serviceId
      : yield* named(api.get<Service>(pathOf('services', serviceId)), serviceId, (found) => found.Spec.Name);
    const task = yield* api.get<Task>(pathOf('tasks', taskId));
    const slot = task.Slot ?? 0;
    const id = flags.is('no-task-ids') ? '' : `.${flags.is('no-trunc') ? task.ID : shortId(task.ID)}`;
    name = `${service}.${slot}${id}@${node}${' '.repeat(Math.max(0, digits - String(slot).length))}`;
    names.set(key, name);
  }
  const more = Object.keys(details)
    .filter((each) => each !== '' && !each.startsWith(prefix))
    .sort()
    .map((each) => `${each}=${details[each]}`);
  return `${time}${name}    | ${flags.is('details') ? `${more.join(',')} ` : ''}${text}`;
}

function* named<T>(request: Co<T>, id: string, name: (found: T) => string): Co<string> {
  try {
    return name(yield* request);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    return id;
  }
}
