import type { Co } from '../../sim/index.ts';
import type { Io, Shell } from '../state.ts';
import { control } from './control.ts';
import { declarations } from './declare.ts';
import { directories } from './directories.ts';
import { information } from './information.ts';
import { jobControl } from './jobs.ts';
import { output } from './output.ts';
import { read } from './read.ts';
import { options } from './options.ts';
import { test } from './test.ts';

/** A command of the shell itself: arguments without its name, to its status. */
export type Builtin = (sh: Shell, args: string[], io: Io) => Co<number>;

/** Every builtin by name. `exec` is not here: it needs the files from before its redirections (see command.ts). */
export const builtins: Readonly<Record<string, Builtin | undefined>> = {
  __proto__: null as never,
  ...control,
  ...declarations,
  ...directories,
  ...information,
  ...jobControl,
  ...options,
  ...output,
  ...test,
  read,
};

/** Builtins whose arguments may be assignments. */
export const declarers: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset', 'alias']);
