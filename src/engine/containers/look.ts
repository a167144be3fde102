import { ApiError, type LogFrame } from '../../api/index.ts';
import { Channel, civil, rfc3339, run, second, sleep, type Co, type Micros, type Source } from '../../sim/index.ts';
import { flag } from '../api/query.ts';
import type { Answer, Call } from '../api/router.ts';
import { instant, tailOf } from '../api/time.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { frame } from './log.ts';

/** GET /containers/{id}/logs. */
export function containerLogs(daemon: Daemon, container: Container, { query }: Call): Answer {
  const streams = (['stdout', 'stderr'] as const).filter((name) => flag(query, name));
  if (streams.length === 0) throw new ApiError(400, 'Bad parameters: you must choose at least one stream');
  const lines = container.log.read(
    {
      follow: flag(query, 'follow'),
      tail: tailOf(query),
      since: instant(query, 'since'),
      until: instant(query, 'until'),
      streams,
    },
    container.running,
  );
  const timestamps = flag(query, 'timestamps');
  return { stream: mapped(daemon, lines, (line): LogFrame => frame(line, { timestamps })) };
}

/** A source whose items are made of another's. */
export function mapped<A, B>(daemon: Daemon, from: Source<A>, make: (item: A) => B): Source<B> {
  const out = new Channel<B>();
  function* forward(): Co<void> {
    for (;;) {
      const item = yield* from.receive();
      if (item === undefined) return;
      yield* out.send(make(item));
    }
  }
  const routine = run(daemon.clock, forward(), () => out.close());
  out.onCancel(() => {
    routine.kill();
    from.cancel();
  });
  return out;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `10:42`: when a process started, as ps prints it. */
function startTime(at: Micros): string {
  const { hour, minute } = civil(at);
  return `${two(hour)}:${two(minute)}`;
}

/** GET /containers/{id}/top: host process numbers, as `ps -ef` on the host sees them. */
export function top(container: Container): Record<string, unknown> {
  const { space } = container;
  if (!space || !container.running) throw new ApiError(409, `container ${container.id} is not running`);
  const processes = [...space.processes.values()];
  const hostPids = new Map(processes.map((process) => [process.pid, process.hostPid]));
  return {
    Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
    Processes: processes.map((process) => [
      process.user.name,
      String(process.hostPid),
      String(hostPids.get(process.ppid) ?? 1),
      '0',
      startTime(process.startedAt),
      process.terminal ? 'pts/0' : '?',
      '00:00:00',
      process.argv.join(' '),
    ]),
  };
}

const mebibyte = 1_048_576;

/** One sample of GET /containers/{id}/stats. Use is estimated: 1 MiB, and 2 MiB for each process; the CPU idles. */
function sample(daemon: Daemon, container: Container): Record<string, unknown> {
  const pids = container.space?.processes.size ?? 0;
  const usage = { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 };
  const cpu = {
    cpu_usage: usage,
    system_cpu_usage: Math.floor(daemon.clock.now / second) * 1e9,
    online_cpus: daemon.host.cpus,
  };
  return {
    name: `/${container.name}`,
    id: container.id,
    read: rfc3339(daemon.clock.now),
    pids_stats: pids > 0 ? { current: pids } : {},
    cpu_stats: cpu,
    precpu_stats: cpu,
    memory_stats:
      pids > 0
        ? { usage: (1 + 2 * pids) * mebibyte, limit: container.hostConfig.Memory || daemon.host.memory, stats: {} }
        : {},
    networks: container.running ? { eth0: { rx_bytes: 0, tx_bytes: 0 } } : {},
    blkio_stats: { io_service_bytes_recursive: null },
  };
}

/** GET /containers/{id}/stats: one sample a second, or one alone. */
export function stats(daemon: Daemon, container: Container, { query }: Call): Answer {
  const once = query.get('stream') !== undefined && !flag(query, 'stream');
  if (once) return { body: sample(daemon, container) };
  const out = new Channel<unknown>(1);
  function* forward(): Co<void> {
    for (;;) {
      yield* out.send(sample(daemon, container));
      yield* sleep(daemon.clock, second);
    }
  }
  const routine = run(daemon.clock, forward(), () => out.close());
  out.onCancel(() => routine.kill());
  return { stream: out };
}
