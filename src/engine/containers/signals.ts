import { ApiError } from '../../api/index.ts';
import type { Signal, Space } from '../../host/index.ts';

const numbers: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGWINCH: 28,
};

/** `TERM`, `sigterm` and `15` are SIGTERM. Throws 400 for what is no signal. */
export function parseSignal(text: string): Signal {
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const found = (Object.keys(numbers) as Signal[]).find(
    (signal) => signal === name || String(numbers[signal]) === text,
  );
  if (!found) throw new ApiError(400, `invalid signal: ${text}`);
  return found;
}

export const signalNumber = (signal: Signal): number => numbers[signal];

/** Sends a signal to the first process of a space, or to all of them, from outside as runc does. */
export function signalSpace(space: Space, signal: Signal, all = false): void {
  for (const [pid, process] of [...space.processes]) if (all || pid === 1) process.signal(signal);
}
