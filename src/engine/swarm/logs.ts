import { ApiError, type LogFrame } from '../../api/index.ts';
import { Channel, run, type Co } from '../../sim/index.ts';
import type { Task } from '../../swarm/objects.ts';
import type { Answer, Call } from '../api/router.ts';
import { flag } from '../api/query.ts';
import { instant, tailOf } from '../api/time.ts';
import { frame } from '../containers/log.ts';
import type { Daemon } from '../daemon.ts';

/** Answers a request for the logs of services or tasks; every line tells its task when `details` are asked for. */
export function* serviceLogs(
  daemon: Daemon,
  call: Call,
  selector: { serviceIds?: readonly string[]; taskIds?: readonly string[] },
  tty: boolean,
): Co<Answer> {
  const { query } = call;
  const streams = (['stdout', 'stderr'] as const).filter((name) => flag(query, name));
  if (streams.length === 0) throw new ApiError(400, 'Bad parameters: you must choose at least one stream');
  const tail = query.get('tail') ?? 'all';
  if (tail !== 'all' && tail !== '' && !/^\d+$/.test(tail))
    throw new ApiError(400, 'tail value must be a positive integer or "all"');
  const control = daemon.swarm.control();
  const source = yield* control.logs(selector, {
    follow: flag(query, 'follow'),
    tail: tailOf(query),
    since: instant(query, 'since'),
    until: instant(query, 'until'),
  });
  const details = flag(query, 'details');
  const timestamps = flag(query, 'timestamps');
  const out = new Channel<LogFrame>();
  const tasks = new Map<string, Task>();
  function* forward(): Co<void> {
    for (;;) {
      const item = yield* source.receive();
      if (item === undefined) return;
      if ('error' in item) {
        out.push({ stream: 'systemerr', data: `Error grabbing logs: rpc error: code = Unknown desc = ${item.error}` });
        return;
      }
      if (!tty && !streams.includes(item.stream)) continue;
      if (details && !tasks.has(item.taskId)) for (const task of yield* control.list('task')) tasks.set(task.id, task);
      out.push(
        frame(item, { timestamps, details: details ? detailsOf(tasks.get(item.taskId), item.taskId) : undefined }),
      );
    }
  }
  const routine = run(daemon.clock, forward(), () => out.close());
  out.onCancel(() => {
    routine.kill();
    source.cancel();
  });
  return { stream: out };
}

function detailsOf(task: Task | undefined, taskId: string): string {
  return `com.docker.swarm.node.id=${task?.nodeId ?? ''},com.docker.swarm.service.id=${task?.serviceId ?? ''},com.docker.swarm.task.id=${taskId}`;
}
