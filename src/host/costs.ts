import type { Micros } from '../sim/index.ts';

/** What computing takes, in virtual microseconds: the one table. The shell charges `shellStep` for each of its steps. */
export const COSTS = {
  /** Starting a program (fork, exec, loading). */
  program: 1_000,
  /** Starting a coroutine of the same program (fork alone). */
  fork: 200,
  shellStep: 20,
  systemCall: 3,
  /** Copying 1024 characters in or out. */
  kilobyte: 1,
  /** There and back over a unix socket, with a server's first look at the request. */
  socketExchange: 150,
  /** The shortest sleep: what a kernel's timer adds. */
  timerSlack: 50,
  /** Gathered computing is waited out from here on. */
  quantum: 1_000,
} as const satisfies Record<string, Micros>;

/** A terminal takes a character in this time (1 MB a second), and lets its writer run ahead by this many. */
export const TERMINAL = { perCharacter: 1, ahead: 4_096 } as const;

/** Characters that a pipe holds before its writer waits. */
export const PIPE_CAPACITY = 65_536;
