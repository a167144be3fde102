import type { HealthConfig } from '../../api/index.ts';
import { Errno, type Process } from '../../host/index.ts';
import { fromNanoseconds, rfc3339, second, type Micros } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Container, HealthState } from './container.ts';
import { environmentOf, userOf } from './environment.ts';
import { closedFile, sinkFile } from './streams.ts';

const kept = 5;
const outputLimit = 4096;

interface Plan {
  readonly argv: string[];
  readonly interval: Micros;
  readonly startInterval: Micros;
  readonly startPeriod: Micros;
  readonly timeout: Micros;
  readonly retries: number;
}

/** The probe of a configuration; undefined where there is none or it is `NONE`. */
function planOf(config: HealthConfig | undefined): Plan | undefined {
  const [kind, ...rest] = config?.Test ?? [];
  if (!config || kind === undefined || kind === 'NONE') return undefined;
  const span = (ns: number | undefined, fallback: Micros): Micros => (ns ? fromNanoseconds(ns) : fallback);
  return {
    argv: kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : kind === 'CMD' ? rest : [kind, ...rest],
    interval: span(config.Interval, 30 * second),
    startInterval: span(config.StartInterval, 5 * second),
    startPeriod: span(config.StartPeriod, 0),
    timeout: span(config.Timeout, 30 * second),
    retries: config.Retries || 3,
  };
}

/** Probes a running container as its health check says (models moby daemon/health). */
export function watchHealth(daemon: Daemon, container: Container): void {
  const plan = planOf(container.config.Healthcheck);
  if (!plan) return;
  const health: HealthState = { status: 'starting', failingStreak: 0, log: [] };
  container.health = health;
  const starting = (): boolean =>
    health.status === 'starting' && daemon.clock.now - (container.startedAt ?? 0) < plan.startPeriod;

  const arm = (): void => {
    const cancel = daemon.clock.after(starting() ? plan.startInterval : plan.interval, () => {
      container.timers.delete(cancel);
      if (container.status !== 'running') return arm();
      const start = daemon.clock.now;
      probe(daemon, container, plan, (code, output) => {
        judge(daemon, container, health, plan, { start, code, output, counts: !starting() });
        if (container.running) arm();
      });
    });
    container.timers.add(cancel);
  };
  arm();
}

function probe(daemon: Daemon, container: Container, plan: Plan, done: (code: number, output: string) => void): void {
  const { space } = container;
  if (!space) return;
  let output = '';
  const sink = sinkFile('stdout', ({ data }) => (output = (output + data).slice(0, outputLimit)), new Set());
  const user = userOf(space, container.config.User);
  let over = false;
  const finish = (code: number, text: string): void => {
    if (over) return;
    over = true;
    container.timers.delete(cancelTimeout);
    cancelTimeout();
    if (container.space === space) done(code, text);
  };
  const cancelTimeout = daemon.clock.after(plan.timeout, () => {
    if (!over) process?.signal('SIGKILL');
    finish(-1, `Health check exceeded timeout (${plan.timeout / second}s)`);
  });
  container.timers.add(cancelTimeout);
  const process = startProbe(
    () =>
      space.start({
        argv: plan.argv,
        cwd: container.config.WorkingDir || '/',
        user,
        env: environmentOf(container, user),
        files: new Map([
          [0, closedFile],
          [1, sink],
          [2, sink],
        ]),
        onExit: (status) => finish(status.code, output),
      }),
    (problem) => finish(-1, problem),
  );
}

/** A probe that cannot even start is a failed one. */
function startProbe(start: () => Process, failed: (problem: string) => void): Process | undefined {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    failed(
      `OCI runtime exec failed: exec failed: unable to start container process: ${error.message.toLowerCase()}: unknown`,
    );
    return undefined;
  }
}

function judge(
  daemon: Daemon,
  container: Container,
  health: HealthState,
  plan: Plan,
  result: { start: Micros; code: number; output: string; counts: boolean },
): void {
  const entry = {
    Start: rfc3339(result.start),
    End: rfc3339(daemon.clock.now),
    ExitCode: result.code,
    Output: result.output,
  };
  health.log = [...health.log, entry].slice(-kept);
  const before = health.status;
  if (result.code === 0) {
    health.failingStreak = 0;
    health.status = 'healthy';
  } else if (result.counts) {
    health.failingStreak++;
    if (health.failingStreak >= plan.retries) health.status = 'unhealthy';
  }
  if (health.status === before) return;
  daemon.events.emit('container', `health_status: ${health.status}`, container.id, container.attributes());
  container.changed.emit(container);
}
