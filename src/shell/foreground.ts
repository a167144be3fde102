import { Interrupted, type Process } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Io, Shell } from './state.ts';

/**
 * Waits for the processes of a foreground pipeline; at a prompt the terminal is theirs meanwhile. One ended by SIGINT
 * ends the whole line, as if the shell had got the signal. Returns their statuses.
 */
export function* runInForeground(sh: Shell, children: readonly Process[], io: Io): Co<number[]> {
  const { terminal } = sh.self;
  const leader = children[0];
  if (sh.interactive && terminal && leader) terminal.foreground = leader.pgid;
  const codes: number[] = [];
  let interrupted = false;
  try {
    for (const child of children) {
      const exit = yield* sh.self.wait(child);
      codes.push(exit.code);
      if (exit.signal === 'SIGINT') interrupted = true;
      else if (exit.signal === 'SIGKILL' || exit.signal === 'SIGTERM')
        if (child === children.at(-1)) yield* tellKilled(sh, exit.signal, io);
    }
  } finally {
    if (sh.interactive && terminal) {
      terminal.foreground = sh.self.pgid;
      terminal.mode = 'cooked';
      terminal.echo = true;
    }
  }
  if (interrupted && sh.interactive) throw new Interrupted('SIGINT');
  return codes;
}

function* tellKilled(sh: Shell, signal: 'SIGKILL' | 'SIGTERM', io: Io): Co<void> {
  const word = signal === 'SIGKILL' ? 'Killed' : 'Terminated';
  if (sh.interactive) yield* io.get(2)?.write(`${word}\n`) ?? sh.self.charge(0);
}
