import type { Co } from '../../sim/index.ts';
import type { Io, Shell } from '../state.ts';

/** A command of the shell itself: arguments without its name, to its status. */
export type Builtin = (sh: Shell, args: string[], io: Io) => Co<number>;

/**
 * Every builtin by name; index.ts fills it, so that builtins may look others up. `exec` is not here: it needs the files
 * from before its redirections (see command.ts).
 */
export const builtins = Object.create(null) as Record<string, Builtin | undefined>;

/** Builtins whose arguments may be assignments. */
export const declarers: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset', 'alias']);
