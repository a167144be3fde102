import type { Signal } from './types.ts';

type Action = 'end' | 'ignore' | 'stop' | 'continue';

/** Numbers and default actions of signal(7). */
const table: Record<Signal, readonly [number: number, action: Action]> = {
  SIGHUP: [1, 'end'],
  SIGINT: [2, 'end'],
  SIGQUIT: [3, 'end'],
  SIGKILL: [9, 'end'],
  SIGUSR1: [10, 'end'],
  SIGUSR2: [12, 'end'],
  SIGPIPE: [13, 'end'],
  SIGALRM: [14, 'end'],
  SIGTERM: [15, 'end'],
  SIGCHLD: [17, 'ignore'],
  SIGCONT: [18, 'continue'],
  SIGSTOP: [19, 'stop'],
  SIGTSTP: [20, 'stop'],
  SIGWINCH: [28, 'ignore'],
};

/** In the order of their numbers, as `kill -l` lists them. */
export const signals = Object.keys(table) as readonly Signal[];

export const signalNumber = (signal: Signal): number => table[signal][0];

export const defaultAction = (signal: Signal): Action => table[signal][1];

/** The signal that a user means: `9`, `KILL`, `SIGKILL`, in any case; undefined when there is none. */
export function signalNamed(text: string): Signal | undefined {
  const name = text.toUpperCase();
  return signals.find((signal) => signal === name || signal === `SIG${name}` || String(signalNumber(signal)) === name);
}
