import type { Process } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Api } from './api.ts';
import type { Flags } from './flags/flags.ts';
import type { HelpTexts } from './help/types.ts';

/** How a command is written: what its usage line, its help and the parser need. */
export interface Spec {
  /** Usage after the command's name. */
  readonly use: string;
  /** Fewest and most arguments; no second number: any number. */
  readonly args: readonly [number, number?];
  readonly aliases?: readonly string[];
  /** Another way to write it, in another group. */
  readonly also?: string;
  /** Flags end at the first argument (the command of `run`, `exec`, `service create`). */
  readonly stop?: boolean;
  /** `name[,shorthand][:type]`, blank separated; without a type it is a bool. */
  readonly flags?: string;
}

export type Specs = Readonly<Record<string, Spec>>;

/** A command line that was understood. */
export interface Call {
  readonly self: Process;
  readonly api: Api;
  /** As help names it: `docker service ls`. */
  readonly path: string;
  readonly args: readonly string[];
  readonly flags: Flags;
}

/** A command; its number is the exit status, nothing is 0. Throws Failure. */
export type Command = (call: Call) => Co<number | void>;

/** `docker NAME …`: a family of commands. A spec without a command is refused in one line. */
export interface Group {
  readonly about: string;
  /** What its usage line has after the name when a command is unknown. */
  readonly use?: string;
  readonly specs: Specs;
  readonly commands: Readonly<Record<string, Command>>;
  readonly help: () => PromiseLike<{ texts: HelpTexts }>;
}

/** A command whose code is loaded when it first runs. */
export const lazily = <Name extends string>(
  start: () => PromiseLike<Readonly<Record<Name, Command>>>,
  name: Name,
): Command =>
  function* (call) {
    const commands = yield* call.self.load(start);
    return yield* commands[name](call);
  };
