import { Errno, type Process, type Stat } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

const lstat = (self: Process, path: string): Stat | undefined => {
  try {
    return self.space.files.stat(self.resolve(path), { followLink: false });
  } catch {
    return undefined;
  }
};

const isDirectory = (self: Process, path: string): boolean => {
  try {
    return self.space.files.stat(self.resolve(path)).kind === 'directory';
  } catch {
    return false;
  }
};

const missing = (name: string, what = 'missing operand'): Failure =>
  new Failure(`${what}\nTry '${name} --help' for more information.`);

/** Does something to each operand; a failed kernel call is told as `name: <phrase>: <reason>`. */
function* each(
  self: Process,
  name: string,
  operands: readonly string[],
  phrase: (path: string) => string,
  act: (path: string) => Co<void> | void,
): Co<number> {
  let status = 0;
  for (const path of operands) {
    try {
      yield* self.charge(10);
      const work = act(path);
      if (work) yield* work;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      yield* self.printError(`${name}: ${phrase(path)}: ${error.message}\n`);
      status = 1;
    }
  }
  return status;
}

const mkdir = program(function* (self, name) {
  const options = getopt(self.argv, 'pm:v', { parents: 'p', mode: 'm', verbose: 'v' });
  if (options.operands.length === 0) throw missing(name);
  const mode = options.value('m');
  return yield* each(
    self,
    name,
    options.operands,
    (path) => `cannot create directory ‘${path}’`,
    (path) => {
      const full = self.resolve(path);
      if (options.has('p') && isDirectory(self, path)) return;
      self.space.files.mkdir(full, {
        parents: options.has('p'),
        ...(mode === undefined ? {} : { mode: parseInt(mode, 8) }),
      });
    },
  );
});

const rmdir = program(function* (self, name) {
  const { operands } = getopt(self.argv, 'p', { parents: 'p' });
  if (operands.length === 0) throw missing(name);
  return yield* each(
    self,
    name,
    operands,
    (path) => `failed to remove '${path}'`,
    (path) => {
      if (lstat(self, path)?.kind === 'file') throw new Errno('ENOTDIR');
      self.space.files.remove(self.resolve(path));
    },
  );
});

const rm = program(function* (self, name) {
  const options = getopt(self.argv, 'rRfivd', { recursive: 'r', force: 'f', verbose: 'v', dir: 'd' });
  if (options.operands.length === 0 && !options.has('f')) throw missing(name);
  const recursive = options.has('r') || options.has('R');
  return yield* each(
    self,
    name,
    options.operands,
    (path) => `cannot remove '${path}'`,
    function* (path): Co<void> {
      const stat = lstat(self, path);
      if (!stat && options.has('f')) return;
      if (stat?.kind === 'directory' && !recursive) throw new Errno('EISDIR');
      if (self.resolve(path) === '/')
        throw new Failure(
          "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe",
        );
      self.space.files.remove(self.resolve(path), { recursive });
      if (options.has('v')) yield* self.print(`removed '${path}'\n`);
    },
  );
});

/** Where an operand goes: into the directory, or to the very path. */
function destination(self: Process, source: string, target: string): string {
  const name = source.replace(/\/+$/, '').split('/').pop() ?? '';
  return isDirectory(self, target) ? `${target.replace(/\/+$/, '')}/${name}` : target;
}

function copyTree(self: Process, from: string, to: string): void {
  const { files } = self.space;
  const stat = files.stat(from, { followLink: false });
  if (stat.kind === 'directory') {
    if (!files.exists(to)) files.mkdir(to, { mode: stat.mode & 0o7777 });
    for (const name of files.list(from)) copyTree(self, `${from}/${name}`, `${to}/${name}`);
  } else if (stat.kind === 'symlink') files.symlink(stat.target ?? '', to);
  else copyFile(self, from, to);
}

function copyFile(self: Process, from: string, to: string): void {
  const { files } = self.space;
  const code = files.program(from);
  if (code) files.writeProgram(to, code);
  else files.writeFile(to, files.readFile(from), { mode: files.stat(from).mode & 0o7777 });
}

/** Splits the operands of `cp`, `mv` and `ln` into sources and target. */
function pairs(self: Process, name: string, operands: string[], verb: string): { sources: string[]; target: string } {
  const sources = [...operands];
  const target = sources.pop();
  if (target === undefined) throw missing(name, `missing file operand`);
  if (sources.length === 0) throw missing(name, `missing destination file operand after '${target}'`);
  if (sources.length > 1 && !isDirectory(self, target))
    throw new Failure(`target '${target}'${verb ? ' is not a directory' : ': No such file or directory'}`);
  return { sources, target };
}

const cp = program(function* (self, name) {
  const options = getopt(self.argv, 'rRafpvn', { recursive: 'r', archive: 'a', force: 'f', verbose: 'v' });
  const { sources, target } = pairs(self, name, options.operands, 'copy');
  const recursive = ['r', 'R', 'a'].some((letter) => options.has(letter));
  return yield* each(
    self,
    name,
    sources,
    (path) => `cannot stat '${path}'`,
    function* (path): Co<void> {
      const stat = self.space.files.stat(self.resolve(path));
      const to = destination(self, path, target);
      if (stat.kind === 'directory' && !recursive) throw new Failure(`-r not specified; omitting directory '${path}'`);
      if (self.resolve(path) === self.resolve(to)) throw new Failure(`'${path}' and '${to}' are the same file`);
      try {
        if (stat.kind === 'directory') copyTree(self, self.resolve(path), self.resolve(to));
        else copyFile(self, self.resolve(path), self.resolve(to));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        throw new Failure(`cannot create regular file '${to}': ${error.message}`);
      }
      if (options.has('v')) yield* self.print(`'${path}' -> '${to}'\n`);
    },
  );
});

const mv = program(function* (self, name) {
  const options = getopt(self.argv, 'fvn', { force: 'f', verbose: 'v' });
  const { sources, target } = pairs(self, name, options.operands, 'move');
  return yield* each(
    self,
    name,
    sources,
    (path) => `cannot stat '${path}'`,
    function* (path): Co<void> {
      self.space.files.stat(self.resolve(path), { followLink: false });
      const to = destination(self, path, target);
      if (self.resolve(path) === self.resolve(to)) throw new Failure(`'${path}' and '${to}' are the same file`);
      try {
        self.space.files.rename(self.resolve(path), self.resolve(to));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        throw new Failure(`cannot move '${path}' to '${to}': ${error.message}`);
      }
      if (options.has('v')) yield* self.print(`renamed '${path}' -> '${to}'\n`);
    },
  );
});

const ln = program(function* (self, name) {
  const options = getopt(self.argv, 'sfnv', { symbolic: 's', force: 'f', 'no-dereference': 'n' });
  const operands = options.operands.length === 1 ? [...options.operands, '.'] : options.operands;
  const { sources, target } = pairs(self, name, operands, 'link');
  const symbolic = options.has('s');
  return yield* each(
    self,
    name,
    sources,
    (path) => `failed to create ${symbolic ? 'symbolic' : 'hard'} link '${destination(self, path, target)}'`,
    (path) => {
      const to = self.resolve(
        options.has('n') && lstat(self, target)?.kind === 'symlink' ? target : destination(self, path, target),
      );
      if (options.has('f') && lstat(self, to)) self.space.files.remove(to);
      if (!symbolic) throw new Failure('hard links are not emulated; use ln -s');
      self.space.files.symlink(path, to);
    },
  );
});

const touch = program(function* (self, name) {
  const options = getopt(self.argv, 'camt:d:r:', { 'no-create': 'c' });
  if (options.operands.length === 0) throw missing(name, 'missing file operand');
  return yield* each(
    self,
    name,
    options.operands,
    (path) => `cannot touch '${path}'`,
    (path) => {
      const full = self.resolve(path);
      if (self.space.files.exists(full)) self.space.files.touch(full, self.clock.now);
      else if (!options.has('c')) self.space.files.writeFile(full, '');
    },
  );
});

/** The mode that `u+x,go-w` or `755` makes of another. */
export function changedMode(spec: string, mode: number, directory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(spec)) return parseInt(spec, 8);
  let result = mode;
  for (const clause of spec.split(',')) {
    const m = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!m) return undefined;
    const [, who = '', operator, letters = ''] = m;
    const wanted = [...letters].reduce(
      (bits, c) =>
        bits | (c === 'r' ? 4 : c === 'w' ? 2 : c === 'x' || (c === 'X' && (directory || mode & 0o111)) ? 1 : 0),
      0,
    );
    for (const [group, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (who && !who.includes('a') && !who.includes(group)) continue;
      if (operator === '+') result |= wanted << shift;
      else if (operator === '-') result &= ~(wanted << shift);
      else result = (result & ~(7 << shift)) | (wanted << shift);
    }
    if (letters.includes('t')) result = operator === '-' ? result & ~0o1000 : result | 0o1000;
  }
  return result;
}

function* walk(self: Process, path: string, recursive: boolean, act: (path: string) => void): Co<void> {
  act(path);
  if (recursive && isDirectory(self, path))
    for (const entry of self.space.files.list(path)) yield* walk(self, `${path}/${entry}`, true, act);
}

const chmod = program(function* (self, name) {
  const words = self.argv.slice(1);
  const recursive = words.some((word) => /^-[a-zA-Z]*R/.test(word) || word === '--recursive');
  const [spec, ...operands] = words.filter((word) => !/^-[Rfv]+$|^--recursive$/.test(word));
  if (spec === undefined) throw missing(name);
  if (operands.length === 0) throw missing(name, `missing operand after ‘${spec}’`);
  return yield* each(
    self,
    name,
    operands,
    (path) => `cannot access '${path}'`,
    (path) =>
      walk(self, self.resolve(path), recursive, (at) => {
        const stat = self.space.files.stat(at);
        const mode = changedMode(spec, stat.mode & 0o7777, stat.kind === 'directory');
        if (mode === undefined) throw new Failure(`invalid mode: ‘${spec}’\nTry 'chmod --help' for more information.`);
        self.space.files.chmod(at, mode);
      }),
  );
});

const chown = program(function* (self, name) {
  const options = getopt(self.argv, 'Rfvh', { recursive: 'R' });
  const [spec, ...operands] = options.operands;
  if (spec === undefined) throw missing(name);
  if (operands.length === 0) throw missing(name, `missing operand after ‘${spec}’`);
  const [user = '', group = ''] = spec.split(':');
  const idOf = (word: string): number | undefined =>
    word === '' ? undefined : /^\d+$/.test(word) ? Number(word) : self.space.users.find((u) => u.name === word)?.uid;
  if (user && idOf(user) === undefined) throw new Failure(`invalid user: ‘${spec}’`);
  return yield* each(
    self,
    name,
    operands,
    (path) => `cannot access '${path}'`,
    (path) =>
      walk(self, self.resolve(path), options.has('R'), (at) => {
        const stat = self.space.files.stat(at);
        self.space.files.chown(at, idOf(user) ?? stat.uid, idOf(group) ?? stat.gid);
      }),
  );
});

const mktemp = program(function* (self) {
  const options = getopt(self.argv, 'dup:t', { directory: 'd', tmpdir: 'p' });
  const template = options.operands[0] ?? 'tmp.XXXXXXXXXX';
  const base =
    options.operands[0] === undefined || options.has('p') || options.has('t') ? `${options.value('p') ?? '/tmp'}/` : '';
  const path = base + template.replace(/X{3,}$/, (xs) => self.chance.base36('mktemp', self.space.id, xs.length));
  const full = self.resolve(path);
  if (options.has('d')) self.space.files.mkdir(full, { mode: 0o700 });
  else self.space.files.writeFile(full, '', { mode: 0o600 });
  yield* self.print(`${path}\n`);
  return 0;
});

export const programs: Programs = { mkdir, rmdir, rm, cp, mv, ln, touch, chmod, chown, mktemp };
