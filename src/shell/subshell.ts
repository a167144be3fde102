import type { Statement } from 'unbash';
import type { Process } from '../host/index.ts';
import { Exit, Leave, Return, ShellError } from './flow.ts';
import { complain } from './io.ts';
import { runTrap } from './traps.ts';
import type { Io, Shell } from './state.ts';
import type { Co } from '../sim/index.ts';

/** Forks: a child process that runs statements on a copy of the shell. */
export function subshell(
  sh: Shell,
  io: Io,
  statements: readonly Statement[],
  source: string,
  newGroup = false,
): Process {
  return fork(
    sh,
    io,
    (copy, files) => {
      copy.source = source;
      return sh.evaluate(copy, statements, files);
    },
    newGroup,
  );
}

/** Forks: a child process that runs `body` on a copy of the shell, and ends as the body does. */
export function fork(sh: Shell, io: Io, body: (copy: Shell, io: Io) => Co<number>, newGroup = false): Process {
  return sh.self.spawn({
    argv: sh.self.argv,
    files: io,
    newGroup,
    env: sh.self.env,
    program: function* (child) {
      const copy = sh.fork(child);
      copy.vars.set('$', String(sh.vars.get('$') ?? sh.self.pid));
      const files = new Map(child.files);
      return yield* toTheEnd(copy, files, () => body(copy, files));
    },
  });
}

/** Runs a shell's work to its end: `exit`, errors that end it, the EXIT trap. */
export function* toTheEnd(sh: Shell, io: Io, work: () => Co<number>): Co<number> {
  try {
    sh.status = yield* work();
  } catch (error) {
    if (error instanceof Exit || error instanceof Return) sh.status = error.status;
    else if (error instanceof ShellError) {
      yield* complain(sh, io, error.message);
      sh.status = error.status;
    } else if (!(error instanceof Leave)) throw error;
  }
  try {
    yield* runTrap(sh, 'EXIT', io);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    sh.status = error.status;
  }
  return sh.status & 255;
}
