import { parse } from 'unbash';
import { Errno } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { arithmetic } from '../arithmetic.ts';
import { Exit, Leave, Return, ShellError } from '../flow.ts';
import { explain, malformed } from '../syntax.ts';
import type { Io, Shell } from '../state.ts';
import { complain, write } from '../io.ts';
import { builtins, type Builtin } from './table.ts';
import { runProgram } from '../command.ts';

function* leave(sh: Shell, kind: 'break' | 'continue', args: string[], io: Io): Co<number> {
  if (sh.loops === 0) {
    if (sh.flavour === 'bash')
      yield* complain(sh, io, `${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
    return 0;
  }
  throw new Leave(kind, Math.max(1, number(args[0], 1)));
}

function number(word: string | undefined, otherwise: number): number {
  if (word === undefined) return otherwise;
  if (!/^[+-]?\d+$/.test(word)) throw new ShellError(`${word}: numeric argument required`, 2);
  return Number(word);
}

/** Parses and runs text in this shell (`eval`, `source`). */
export function* runText(sh: Shell, text: string, io: Io, label: string): Co<number> {
  const script = parse(text);
  const error = malformed(text, script);
  if (error && (!error.incomplete || script.errors)) {
    yield* write(io, 2, explain(text, error, `${sh.prefix}: ${label}`, sh.flavour));
    return 2;
  }
  const { source, firstLine } = sh;
  [sh.source, sh.firstLine] = [text, 1];
  try {
    return yield* sh.evaluate(sh, script.commands, io);
  } finally {
    [sh.source, sh.firstLine] = [source, firstLine];
  }
}

function* source(sh: Shell, args: string[], io: Io): Co<number> {
  const [path, ...rest] = args;
  if (path === undefined) throw new ShellError('filename argument required', 2);
  let text: string;
  try {
    const inPath = path.includes('/') ? undefined : sh.self.which(path);
    text = sh.self.space.files.readFile(sh.self.resolve(inPath ?? path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    yield* complain(sh, io, `${path}: ${error.message}`);
    return 1;
  }
  const [args0, outer] = [sh.args, sh.sourced];
  sh.sourced = path;
  if (rest.length > 0) sh.args = rest;
  try {
    return yield* runText(sh, text, io, path);
  } catch (error) {
    if (error instanceof Return) return error.status;
    throw error;
  } finally {
    [sh.args, sh.sourced] = [args0, outer];
  }
}

const exit: Builtin = function* (sh, args, io) {
  if (sh.interactive) yield* write(io, 2, 'exit\n');
  if (args[0] !== undefined && !/^-?\d+$/.test(args[0])) {
    yield* complain(sh, io, `exit: ${args[0]}: numeric argument required`);
    throw new Exit(2);
  }
  throw new Exit(args[0] === undefined ? sh.status : Number(args[0]) & 255);
};

export const control: Readonly<Record<string, Builtin>> = {
  *':'() {
    return 0;
  },
  *true() {
    return 0;
  },
  *false() {
    return 1;
  },
  break: (sh, args, io) => leave(sh, 'break', args, io),
  continue: (sh, args, io) => leave(sh, 'continue', args, io),
  *return(sh, args) {
    throw new Return(args[0] === undefined ? sh.status : number(args[0], 0) & 255);
  },
  exit,
  logout: exit,
  eval: (sh, args, io) => runText(sh, args.join(' '), io, 'eval'),
  source,
  '.': source,
  *shift(sh, args) {
    const n = number(args[0], 1);
    if (n > sh.args.length) return 1;
    sh.args = sh.args.slice(n);
    return 0;
  },
  *let(sh, args) {
    let value = 0n;
    for (const text of args) value = arithmetic(text, sh.vars);
    return Number(value === 0n);
  },
  *builtin(sh, args, io) {
    const [name = '', ...rest] = args;
    const found = builtins[name];
    if (!found) throw new ShellError(`${name}: not a shell builtin`);
    return yield* found(sh, rest, io);
  },
  *command(sh, args, io) {
    if (args[0] === '-v' || args[0] === '-V')
      return yield* (builtins['type'] as Builtin)(sh, [`${args[0]}command`, ...args.slice(1)], io);
    const words = args[0] === '-p' || args[0] === '--' ? args.slice(1) : args;
    const [name, ...rest] = words;
    if (name === undefined) return 0;
    const found = builtins[name];
    return found ? yield* found(sh, rest, io) : yield* runProgram(sh, words, sh.self.env, io);
  },
};
