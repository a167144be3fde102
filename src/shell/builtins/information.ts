import type { Co } from '../../sim/index.ts';
import { complain, write } from '../io.ts';
import { shellQuote } from '../quote.ts';
import type { Io, Shell } from '../state.ts';
import { builtins, type Builtin } from './table.ts';

const keywords = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
);

type Kind = 'alias' | 'keyword' | 'function' | 'builtin' | 'file';

/** What a command name is, and the path or the alias's text. */
function classify(sh: Shell, name: string): [Kind, string] | undefined {
  const alias = sh.aliases.get(name);
  if (alias !== undefined) return ['alias', alias];
  if (keywords.has(name)) return ['keyword', name];
  if (sh.functions.has(name)) return ['function', name];
  if (builtins[name] || name === 'exec') return ['builtin', name];
  try {
    const path = sh.self.which(name);
    return path === undefined ? undefined : ['file', path];
  } catch {
    return undefined;
  }
}

function describe(name: string, kind: Kind, detail: string): string {
  if (kind === 'alias') return `${name} is aliased to \`${detail}'`;
  if (kind === 'keyword') return `${name} is a shell keyword`;
  if (kind === 'function') return `${name} is a function`;
  if (kind === 'builtin') return `${name} is a shell builtin`;
  return `${name} is ${detail}`;
}

function* type(sh: Shell, args: string[], io: Io): Co<number> {
  const [option] = args;
  const mode = option?.startsWith('-') ? option : '';
  let status = 0;
  for (const name of mode ? args.slice(1) : args) {
    const found = classify(sh, name);
    if (!found) {
      status = 1;
      if (mode === '' || mode === '-Vcommand' || mode === '-a')
        yield* complain(sh, io, `${mode === '-Vcommand' ? 'command' : 'type'}: ${name}: not found`);
      continue;
    }
    const [kind, detail] = found;
    if (mode === '-t') yield* write(io, 1, `${kind}\n`);
    else if (mode === '-p' || mode === '-P') yield* write(io, 1, kind === 'file' ? `${detail}\n` : '');
    else if (mode === '-vcommand')
      yield* write(io, 1, kind === 'alias' ? `alias ${name}=${shellQuote(detail, true)}\n` : `${detail}\n`);
    else yield* write(io, 1, `${describe(name, kind, detail)}\n`);
    if (kind === 'function' && (mode === '' || mode === '-a' || mode === '-Vcommand')) {
      const fn = sh.functions.get(name);
      if (fn) yield* write(io, 1, `${name} () \n${fn.source.slice(fn.body.pos, fn.body.end)}\n`);
    }
  }
  return status;
}

export const information: Readonly<Record<string, Builtin>> = {
  type,
  *alias(sh, args, io) {
    const show = (name: string): string => `alias ${name}=${shellQuote(sh.aliases.get(name) ?? '', true)}\n`;
    if (args.length === 0) for (const name of [...sh.aliases.keys()].sort()) yield* write(io, 1, show(name));
    let status = 0;
    for (const word of args) {
      const at = word.indexOf('=');
      if (at > 0) sh.aliases.set(word.slice(0, at), word.slice(at + 1));
      else if (sh.aliases.has(word)) yield* write(io, 1, show(word));
      else {
        yield* complain(sh, io, `alias: ${word}: not found`);
        status = 1;
      }
    }
    return status;
  },
  *unalias(sh, args, io) {
    if (args[0] === '-a') sh.aliases.clear();
    let status = 0;
    for (const name of args.filter((word) => word !== '-a'))
      if (!sh.aliases.delete(name)) {
        yield* complain(sh, io, `unalias: ${name}: not found`);
        status = 1;
      }
    return status;
  },
  *history(sh, args, io) {
    if (args[0] === '-c') {
      sh.history.length = 0;
      return 0;
    }
    const first = Math.max(0, sh.history.length - Number(args[0] ?? Infinity));
    for (const [i, entry] of sh.history.entries())
      if (i >= first) yield* write(io, 1, `${String(i + 1).padStart(5)}  ${entry}\n`);
    return 0;
  },
  *hash(_sh, args, io) {
    if (args.length === 0) yield* write(io, 1, 'hash: hash table empty\n');
    return 0;
  },
  *umask(sh, args, io) {
    const [mode] = args;
    if (mode === undefined) yield* write(io, 1, `${sh.umask.toString(8).padStart(4, '0')}\n`);
    else if (/^[0-7]+$/.test(mode)) sh.umask = parseInt(mode, 8);
    return 0;
  },
  *ulimit(_sh, args, io) {
    const [option = '-f'] = args;
    const limits: Readonly<Record<string, string>> = {
      '-n': '1024',
      '-u': '15459',
      '-s': '8192',
      '-l': '505648',
      '-q': '819200',
      '-c': '0',
    };
    yield* write(io, 1, `${limits[option] ?? 'unlimited'}\n`);
    return 0;
  },
  *times(_sh, _args, io) {
    yield* write(io, 1, '0m0.004s 0m0.004s\n0m0.000s 0m0.000s\n');
    return 0;
  },
};
