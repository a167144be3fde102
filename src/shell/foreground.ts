import { Interrupted, type ExitStatus, type Process } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { addJob, jobLine, type Job } from './jobs.ts';
import type { Io, Shell } from './state.ts';

/**
 * Waits for the processes of a foreground pipeline; at a prompt the terminal is theirs meanwhile. One ended by SIGINT
 * ends the whole line, as if the shell had got the signal; one stopped by SIGTSTP becomes a job. Returns their statuses.
 * @param job the job that is continued (`fg`); absent: a new pipeline
 */
export function* runInForeground(sh: Shell, children: readonly Process[], io: Io, job?: Job): Co<number[]> {
  if (!sh.interactive) {
    const codes: number[] = [];
    for (const child of children) codes.push(yield* outlast(sh, child));
    return codes;
  }
  const { terminal } = sh.self;
  const leader = children[0];
  if (terminal && leader) terminal.foreground = leader.pgid;
  const exits: ExitStatus[] = [];
  try {
    for (const child of children) {
      exits.push(yield* sh.self.wait(child, { untraced: true }));
      if (exits.at(-1)?.stopped) break;
    }
  } finally {
    if (terminal) {
      terminal.foreground = sh.self.pgid;
      terminal.mode = 'cooked';
      terminal.echo = true;
    }
  }
  yield* io.get(2)?.write(outcome(sh, children, exits, job)) ?? sh.self.charge(0);
  if (exits.some((exit) => exit.signal === 'SIGINT' && !exit.stopped)) throw new Interrupted('SIGINT');
  return exits.map((exit) => exit.code);
}

/** A script's shell that gets SIGINT waits for its child all the same, and dies of it only if the child did. */
function* outlast(sh: Shell, child: Process): Co<number> {
  try {
    return (yield* sh.self.wait(child)).code;
  } catch (error) {
    if (!(error instanceof Interrupted) || error.signal !== 'SIGINT') throw error;
    const { code, signal } = yield* sh.self.wait(child);
    if (signal === 'SIGINT') throw error;
    return code;
  }
}

/** What the shell tells of a pipeline that did not end by itself: it was stopped, or killed. */
function outcome(sh: Shell, children: readonly Process[], exits: readonly ExitStatus[], job: Job | undefined): string {
  const last = exits.at(-1);
  if (last?.stopped) {
    if (job) job.told = false;
    const stopped = job ?? addJob(sh, children, sh.text);
    return `\n${jobLine(sh, stopped)}`;
  }
  if (last?.signal === 'SIGKILL') return 'Killed\n';
  return last?.signal === 'SIGTERM' ? 'Terminated\n' : '';
}
