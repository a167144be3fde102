import { signalNumber, signals, type ExitStatus, type Process, type Signal } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Shell } from './state.ts';

/** A pipeline that runs, or ran, in the background. */
export interface Job {
  readonly id: number;
  readonly processes: readonly Process[];
  readonly text: string;
  /** Whether its end has been told at a prompt or waited for. */
  told: boolean;
}

/** Signal numbers of Linux by name without SIG. */
export const signalNumbers: Readonly<Record<string, number>> = Object.fromEntries(
  signals.map((signal) => [signal.slice(3), signalNumber(signal)]),
);

const killed: Partial<Record<Signal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGKILL: 'Killed',
  SIGTERM: 'Terminated',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
};

/** `Running`, `Done`, `Exit 3`, `Terminated`: the state column of `jobs`. */
export function jobState(job: Job): string {
  const exit = endOf(job);
  if (!exit) return job.processes.some((p) => p.state === 'T') ? 'Stopped' : 'Running';
  if (exit.signal) return killed[exit.signal] ?? 'Terminated';
  return exit.code === 0 ? 'Done' : `Exit ${exit.code}`;
}

function endOf(job: Job): ExitStatus | undefined {
  return job.processes.every((p) => p.exit) ? job.processes.at(-1)?.exit : undefined;
}

/** A line of `jobs`: `[1]+  Running                 sleep 9 &`. */
export function jobLine(sh: Shell, job: Job): string {
  const live = sh.jobs.filter((other) => !other.told);
  const mark = job === live.at(-1) ? '+' : job === live.at(-2) ? '-' : ' ';
  const state = jobState(job);
  return `[${job.id}]${mark}  ${state.padEnd(24)}${job.text}${state === 'Running' ? ' &' : ''}\n`;
}

export function addJob(sh: Shell, processes: readonly Process[], text: string): Job {
  const id = Math.max(0, ...sh.jobs.map((job) => job.id)) + 1;
  const job = { id, processes, text, told: false };
  sh.jobs.push(job);
  sh.lastBackground = processes.at(-1)?.pid;
  return job;
}

/** The job that `%1`, `%+`, `%-`, `%name` or a process number means. */
export function findJob(sh: Shell, word: string): Job | undefined {
  if (!word.startsWith('%')) return sh.jobs.find((job) => job.processes.some((p) => String(p.pid) === word));
  const spec = word.slice(1);
  if (spec === '' || spec === '+' || spec === '%') return sh.jobs.at(-1);
  if (spec === '-') return sh.jobs.at(-2) ?? sh.jobs.at(-1);
  return sh.jobs.find((job) => String(job.id) === spec || job.text.startsWith(spec));
}

/** Waits until every process of a job has ended; the status is its last process's. */
export function* waitJob(sh: Shell, job: Job): Co<number> {
  let status = 0;
  for (const child of job.processes) status = (yield* sh.self.wait(child)).code;
  job.told = true;
  return status;
}

/** The lines that tell of jobs ended since the last prompt; those jobs are forgotten. */
export function reap(sh: Shell): string {
  let out = '';
  for (const job of sh.jobs) {
    if (job.told || !endOf(job)) continue;
    out += jobLine(sh, job);
    job.told = true;
  }
  sh.jobs = sh.jobs.filter((job) => !job.told);
  return out;
}
