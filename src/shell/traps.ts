import type { Signal } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Io, Shell } from './state.ts';

/** Runs the commands of a trap, if it is set; `$?` is what it was. */
export function* runTrap(sh: Shell, name: string, io: Io): Co<void> {
  const commands = sh.traps.get(name);
  if (!commands) return;
  if (name === 'EXIT') sh.traps.delete('EXIT');
  const { status, source } = sh;
  sh.source = commands;
  try {
    yield* sh.evaluate(sh, sh.language.parse(commands).commands, io);
  } finally {
    sh.source = source;
  }
  sh.status = status;
}

/** Runs the traps of signals that have come meanwhile. */
export function* runPending(sh: Shell, io: Io): Co<void> {
  for (let name = sh.pending.shift(); name !== undefined; name = sh.pending.shift()) yield* runTrap(sh, name, io);
}

/** Sets a trap: commands, '' to ignore the signal, undefined for what it does by default. */
export function setTrap(sh: Shell, name: string, commands: string | undefined): void {
  if (commands === undefined) sh.traps.delete(name);
  else sh.traps.set(name, commands);
  if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN') return;
  const signal = `SIG${name}` as Signal;
  if (commands === undefined) sh.self.trap(signal, 'default');
  else if (commands === '') sh.self.trap(signal, 'ignore');
  else sh.self.trap(signal, () => sh.pending.push(name));
}
