import { Errno } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { ShellError } from '../flow.ts';
import { write } from '../io.ts';
import type { Shell } from '../state.ts';
import type { Builtin } from './table.ts';

/** Changes the working directory, PWD and OLDPWD. */
function change(sh: Shell, path: string, physical: boolean): void {
  const { self } = sh;
  const target = self.resolve(path);
  try {
    const { kind } = self.space.files.stat(target);
    if (kind !== 'directory') throw new Errno('ENOTDIR');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (sh.flavour === 'bash') throw new ShellError(`${path}: ${error.message}`);
    const reason = sh.flavour === 'ash' ? `: ${error.message}` : '';
    throw new ShellError(`can't cd to ${path}${reason}`, 2);
  }
  sh.vars.set('OLDPWD', sh.vars.get('PWD') ?? self.cwd);
  self.cwd = physical ? self.space.files.realpath(target) : target;
  sh.vars.set('PWD', self.cwd);
}

const cd: Builtin = function* (sh, args, io) {
  const physical = args.includes('-P');
  const words = args.filter((word) => !/^-[LPe@]$/.test(word) && word !== '--');
  if (words.length > 1 && sh.flavour === 'bash') throw new ShellError('too many arguments');
  const [word] = words;
  if (word === '-') {
    const old = sh.vars.get('OLDPWD');
    if (old === undefined) throw new ShellError('OLDPWD not set');
    change(sh, old, physical);
    yield* write(io, 1, `${sh.self.cwd}\n`);
    return 0;
  }
  const home = sh.vars.get('HOME');
  if (word === undefined && home === undefined) throw new ShellError('HOME not set');
  if (word !== '') change(sh, word ?? home ?? '/', physical);
  return 0;
};

const stack = new WeakMap<Shell, string[]>();
const stackOf = (sh: Shell): string[] => {
  const found = stack.get(sh) ?? [];
  stack.set(sh, found);
  return found;
};

function* dirs(sh: Shell, io: Parameters<Builtin>[2]): Co<number> {
  const home = sh.vars.get('HOME') ?? '/root';
  const short = (path: string): string =>
    path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  yield* write(io, 1, `${[sh.self.cwd, ...stackOf(sh)].map(short).join(' ')}\n`);
  return 0;
}

export const directories: Readonly<Record<string, Builtin>> = {
  cd,
  *pwd(sh, args, io) {
    const path = args.includes('-P') ? sh.self.space.files.realpath(sh.self.cwd) : sh.self.cwd;
    yield* write(io, 1, `${path}\n`);
    return 0;
  },
  *pushd(sh, args, io) {
    const [word] = args;
    const old = sh.self.cwd;
    const target = word ?? stackOf(sh).shift();
    if (target === undefined) throw new ShellError('no other directory');
    change(sh, target, false);
    stackOf(sh).unshift(old);
    return yield* dirs(sh, io);
  },
  *popd(sh, _args, io) {
    const target = stackOf(sh).shift();
    if (target === undefined) throw new ShellError('directory stack empty');
    change(sh, target, false);
    return yield* dirs(sh, io);
  },
  dirs: (sh, _args, io) => dirs(sh, io),
};
