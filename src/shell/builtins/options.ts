import { ShellError } from '../flow.ts';
import { write } from '../io.ts';
import { shellQuote } from '../quote.ts';
import type { Shell } from '../state.ts';
import type { Builtin } from './table.ts';

const letters: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  a: 'allexport',
  v: 'verbose',
  n: 'noexec',
  m: 'monitor',
  b: 'notify',
  h: 'hashall',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
};

const known = new Set([...Object.values(letters), 'pipefail', 'emacs', 'vi', 'history', 'posix', 'ignoreeof']);

/** Sets an option by its long name. Throws ShellError when there is none. */
export function setOption(sh: Shell, name: string, on: boolean): void {
  if (!known.has(name)) throw new ShellError(`${name}: invalid option name`, 2);
  if (on) sh.options.add(name);
  else sh.options.delete(name);
}

/** Options as `set` and the shell's own command line take them; returns the words that follow them. */
export function takeOptions(sh: Shell, args: readonly string[]): { rest: string[]; ended: boolean } {
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') return { rest: args.slice(i + 1), ended: true };
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') setOption(sh, args[++i] ?? '', on);
      else {
        const name = letters[letter];
        if (!name) throw new ShellError(`${word.charAt(0)}${letter}: invalid option`, 2);
        setOption(sh, name, on);
      }
    }
  }
  return { rest: args.slice(i), ended: false };
}

export const options: Readonly<Record<string, Builtin>> = {
  *set(sh, args, io) {
    if (args.length === 0) {
      for (const name of sh.vars.names()) {
        const value = sh.vars.find(name)?.value;
        if (typeof value === 'string' && /^\w+$/.test(name)) yield* write(io, 1, `${name}=${shellQuote(value)}\n`);
      }
      return 0;
    }
    if (args.length === 1 && (args[0] === '-o' || args[0] === '+o')) {
      for (const name of [...known].sort())
        yield* write(io, 1, `${name.padEnd(15)}\t${sh.options.has(name) ? 'on' : 'off'}\n`);
      return 0;
    }
    const { rest, ended } = takeOptions(sh, args);
    if (ended || rest.length > 0) sh.args = rest;
    return 0;
  },
  *shopt() {
    return 0;
  },
  *bind() {
    return 0;
  },
  *complete() {
    return 0;
  },
  *getopts(sh, args) {
    const [spec = '', name = '', ...given] = args;
    const words = given.length > 0 ? given : sh.args;
    const index = Number(sh.vars.get('OPTIND') ?? 1);
    const offset = Number(sh.vars.get('__optoff') ?? 1);
    const word = words[index - 1];
    const stop = word === undefined || !/^-./.test(word);
    if (stop || word === '--') {
      if (word === '--') sh.vars.set('OPTIND', String(index + 1));
      sh.vars.set(name, '?');
      return 1;
    }
    const letter = word.charAt(offset);
    const at = spec.indexOf(letter, spec.startsWith(':') ? 1 : 0);
    const last = offset + 1 >= word.length;
    let next = last ? index + 1 : index;
    sh.vars.unset('OPTARG');
    sh.vars.set('__optoff', last ? '1' : String(offset + 1));
    let found = at >= 0 ? letter : '?';
    if (at >= 0 && spec[at + 1] === ':') {
      const value = last ? words[index] : word.slice(offset + 1);
      next = last ? index + 2 : index + 1;
      sh.vars.set('__optoff', '1');
      if (value === undefined) found = spec.startsWith(':') ? ':' : '?';
      else sh.vars.set('OPTARG', value);
    }
    if (found !== letter && spec.startsWith(':')) sh.vars.set('OPTARG', letter);
    sh.vars.set('OPTIND', String(next));
    sh.vars.set(name, found);
    return 0;
  },
};
