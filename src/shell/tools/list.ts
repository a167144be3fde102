import { cellWidth, Errno, type Process, type Stat } from '../../host/index.ts';
import { day, type Co } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import { disk } from './disk.ts';
import { inColumns } from '../layout.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program, type Options } from './options.ts';

interface Entry {
  name: string;
  stat: Stat;
}

const ofType: Readonly<Record<Stat['kind'], string>> = {
  file: '-',
  program: '-',
  directory: 'd',
  symlink: 'l',
  device: 'c',
  socket: 's',
};

/** `drwxr-xr-x`. */
export function modeText(stat: Stat): string {
  const bits = 'rwxrwxrwx'.split('').map((letter, i) => (stat.mode & (0o400 >> i) ? letter : '-'));
  if (stat.mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T';
  if (stat.mode & 0o2000) bits[5] = bits[5] === 'x' ? 's' : 'S';
  if (stat.mode & 0o4000) bits[2] = bits[2] === 'x' ? 's' : 'S';
  return ofType[stat.kind] + bits.join('');
}

/** `1.2K`, as -h prints sizes: rounded up, one digit behind the point below 10. */
export function human(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let n = bytes;
  let unit = -1;
  while (n >= 1024 && unit < 4) {
    n /= 1024;
    unit++;
  }
  const letter = 'KMGTP'.charAt(unit);
  return n < 10 ? `${(Math.ceil(n * 10) / 10).toFixed(1)}${letter}` : `${Math.ceil(n)}${letter}`;
}

const colours: Partial<Record<Stat['kind'], string>> = { directory: '01;34', symlink: '01;36', device: '40;33;01' };

function paint(entry: Entry, on: boolean): string {
  const executable = (entry.stat.mode & 0o111) !== 0 ? '01;32' : undefined;
  const code = colours[entry.stat.kind] ?? executable;
  return on && code ? `\x1b[0m\x1b[${code}m${entry.name}\x1b[0m`.replace('\x1b[0m', '') : entry.name;
}

function suffix(stat: Stat): string {
  if (stat.kind === 'directory') return '/';
  if (stat.kind === 'symlink') return '@';
  return stat.kind !== 'device' && (stat.mode & 0o111) !== 0 ? '*' : '';
}

function longLines(self: Process, entries: readonly Entry[], options: Options, coloured: boolean): string {
  const owner = (uid: number): string => self.space.users.find((u) => u.uid === uid)?.name ?? String(uid);
  const rows = entries.map(({ stat }) => [
    modeText(stat),
    String(stat.links),
    options.has('n') ? String(stat.uid) : owner(stat.uid),
    options.has('n') ? String(stat.gid) : owner(stat.gid),
    options.has('h') ? human(stat.size) : String(stat.size),
  ]);
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4].map(width);
  return entries
    .map((entry, i) => {
      const [mode = '', links = '', user = '', group = '', size = ''] = rows[i] ?? [];
      const recent = Math.abs(self.clock.now - entry.stat.mtime) < 182 * day;
      const time = strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', entry.stat.mtime);
      const target = entry.stat.target === undefined ? '' : ` -> ${entry.stat.target}`;
      const name = paint(entry, coloured) + (options.has('F') && !target ? suffix(entry.stat) : '') + target;
      return `${mode} ${links.padStart(widths[1] ?? 0)} ${user.padEnd(widths[2] ?? 0)} ${group.padEnd(widths[3] ?? 0)} ${size.padStart(widths[4] ?? 0)} ${time} ${name}\n`;
    })
    .join('');
}

function sorted(entries: Entry[], options: Options): Entry[] {
  const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : Number(a.name > b.name));
  entries.sort(byName);
  if (options.has('t')) entries.sort((a, b) => b.stat.mtime - a.stat.mtime);
  if (options.has('S')) entries.sort((a, b) => b.stat.size - a.stat.size);
  if (options.has('r')) entries.reverse();
  return entries;
}

function show(self: Process, entries: readonly Entry[], options: Options): string {
  const terminal = self.stdout.terminal;
  const coloured =
    options.value('C') !== 'never' &&
    (options.value('C') === 'always' ||
      (terminal !== undefined && self.env.get('TERM') !== 'dumb' && options.has('C')));
  if (options.has('l') || options.has('n')) return longLines(self, entries, options, coloured);
  const cells = entries.map((entry) => ({
    text: paint(entry, coloured) + (options.has('F') ? suffix(entry.stat) : ''),
    width: cellWidth(entry.name) + (options.has('F') ? suffix(entry.stat).length : 0),
  }));
  if (!terminal || options.has('1')) return cells.map((cell) => `${cell.text}\n`).join('');
  return inColumns(cells, terminal.size.cols);
}

function* directory(self: Process, path: string, options: Options, heading: boolean): Co<string> {
  const base = self.resolve(path);
  const { files } = self.space;
  const all = options.has('a');
  const names = files.list(base).filter((name) => all || options.has('A') || !name.startsWith('.'));
  const entries = sorted(
    [...(all ? ['.', '..'] : []), ...names].map((name) => ({
      name,
      stat: files.stat(`${base}/${name}`, { followLink: false }),
    })),
    options,
  );
  yield* self.charge(20 * entries.length);
  const blocks = entries.reduce(
    (sum, { stat }) => sum + Math.ceil((stat.kind === 'symlink' ? 0 : stat.size) / 4096) * 4,
    0,
  );
  const total =
    options.has('l') || options.has('n') ? `total ${options.has('h') ? human(blocks * 1024) : blocks}\n` : '';
  let out = `${heading ? `${path}:\n` : ''}${total}${show(self, entries, options)}`;
  if (options.has('R'))
    for (const { name, stat } of entries)
      if (stat.kind === 'directory' && name !== '.' && name !== '..')
        out += `\n${yield* directory(self, path === '/' ? `/${name}` : `${path}/${name}`, options, true)}`;
  return out;
}

const ls = program(function* (self) {
  const options = getopt(self.argv, 'laAh1trRdFnSC:gGo', {
    all: 'a',
    'almost-all': 'A',
    'human-readable': 'h',
    recursive: 'R',
    directory: 'd',
    reverse: 'r',
    classify: 'F',
    color: 'C',
  });
  const operands = options.operands.length > 0 ? options.operands : ['.'];
  const plain: Entry[] = [];
  const directories: string[] = [];
  let status = 0;
  for (const path of operands) {
    try {
      const followLink = !options.has('l') && !options.has('d');
      const stat = self.space.files.stat(self.resolve(path), { followLink });
      if (stat.kind === 'directory' && !options.has('d')) directories.push(path);
      else plain.push({ name: path, stat });
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      yield* self.printError(`ls: cannot access '${path}': ${error.message}\n`);
      status = 2;
    }
  }
  let out = show(self, sorted(plain, options), options);
  const heading = operands.length > 1 || options.has('R');
  for (const path of directories.sort()) out += `${out ? '\n' : ''}${yield* directory(self, path, options, heading)}`;
  yield* self.print(out);
  return status;
});

const stat = program(
  function* (self) {
    const options = getopt(self.argv, 'c:fLt', { format: 'c', dereference: 'L' });
    if (options.operands.length === 0) throw new Failure("missing operand\nTry 'stat --help' for more information.");
    for (const path of options.operands) {
      const s = self.space.files.stat(self.resolve(path), { followLink: options.has('L') });
      const kinds: Readonly<Record<string, string>> = {
        directory: 'directory',
        symlink: 'symbolic link',
        device: 'character special file',
      };
      const octal = (s.mode & 0o7777).toString(8);
      const owner = (uid: number): string => self.space.users.find((u) => u.uid === uid)?.name ?? String(uid);
      const time = strftime('%F %T.%N %z', s.mtime);
      const values: Readonly<Record<string, string>> = {
        n: path,
        s: String(s.size),
        a: octal,
        A: modeText(s),
        F: kinds[s.kind] ?? (s.size === 0 ? 'regular empty file' : 'regular file'),
        u: String(s.uid),
        U: owner(s.uid),
        g: String(s.gid),
        G: owner(s.gid),
        i: String(s.inode),
        h: String(s.links),
        y: time,
        Y: String(Math.floor(s.mtime / 1e6)),
      };
      const format = options.value('c');
      const text =
        format?.replace(/%([a-zA-Z])/g, (whole, letter: string) => values[letter] ?? whole) ??
        `  File: ${path}${s.target === undefined ? '' : ` -> ${s.target}`}\n  Size: ${String(s.size).padEnd(10)}\tBlocks: ${String(Math.ceil(s.size / 4096) * 8).padEnd(10)} IO Block: 4096   ${values['F']}\nDevice: 8,1\tInode: ${String(s.inode).padEnd(11)} Links: ${s.links}\nAccess: (${octal.padStart(4, '0')}/${modeText(s)})  Uid: (${String(s.uid).padStart(5)}/${owner(s.uid).padStart(8)})   Gid: (${String(s.gid).padStart(5)}/${owner(s.gid).padStart(8)})\nAccess: ${time}\nModify: ${time}\nChange: ${time}\n Birth: -`;
      yield* self.print(`${text}\n`);
    }
    return 0;
  },
  (path) => `cannot statx '${path}'`,
);

const readlink = program(function* (self, name) {
  const options = getopt(self.argv, 'fenms', {});
  let status = 0;
  for (const path of options.operands) {
    try {
      const full = self.resolve(path);
      const canonical = name === 'realpath' || options.has('f') || options.has('e');
      const target = canonical ? canonicalPath(self, full) : self.space.files.stat(full, { followLink: false }).target;
      if (target === undefined) throw new Errno('EINVAL');
      yield* self.print(target + (options.has('n') ? '' : '\n'));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (name === 'realpath') yield* self.printError(`${name}: ${path}: ${error.message}\n`);
      status = 1;
    }
  }
  return status;
});

/** The last component may be missing, as for `readlink -f`. */
function canonicalPath(self: Process, path: string): string {
  const { files } = self.space;
  if (files.exists(path)) return files.realpath(path);
  const [, parent = '', name = ''] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
  return `${files.realpath(parent || '/').replace(/\/$/, '')}/${name}`;
}

export const programs: Programs = { ls, stat, readlink, realpath: readlink, ...disk };
