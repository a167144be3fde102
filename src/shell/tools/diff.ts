import { Errno, type Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import type { Programs } from './lazy.ts';
import { getopt, program } from './options.ts';

/** A run of lines that differ: half-open ranges in both files. */
interface Hunk {
  a: [number, number];
  b: [number, number];
}

/** The differences of two lists of lines by their longest common subsequence. */
export function hunksOf(a: readonly string[], b: readonly string[]): Hunk[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let [endA, endB] = [a.length, b.length];
  while (endA > head && endB > head && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [rows, cols] = [endA - head, endB - head];
  const table = Array.from({ length: rows + 1 }, () => new Uint32Array(cols + 1));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = cols - 1; j >= 0; j--)
      (table[i] as Uint32Array)[j] =
        a[head + i] === b[head + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  let open: Hunk | undefined;
  const take = (): Hunk => {
    if (!open) hunks.push((open = { a: [head + i, head + i], b: [head + j, head + j] }));
    return open;
  };
  while (i < rows || j < cols) {
    if (i < rows && j < cols && a[head + i] === b[head + j]) {
      [i, j, open] = [i + 1, j + 1, undefined];
    } else if (i < rows && (j === cols || at(i + 1, j) >= at(i, j + 1))) take().a[1] = head + ++i;
    else take().b[1] = head + ++j;
  }
  return hunks;
}

const range = ([from, to]: [number, number]): string =>
  to - from > 1 ? `${from + 1},${to}` : `${to === from ? from : from + 1}`;

function normal(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): string {
  return hunks
    .map((hunk) => {
      const [removed, added] = [a.slice(...hunk.a), b.slice(...hunk.b)];
      const kind = removed.length === 0 ? 'a' : added.length === 0 ? 'd' : 'c';
      const lines = [
        ...removed.map((line) => `< ${line}\n`),
        ...(kind === 'c' ? ['---\n'] : []),
        ...added.map((line) => `> ${line}\n`),
      ];
      return `${range(hunk.a)}${kind}${range(hunk.b)}\n${lines.join('')}`;
    })
    .join('');
}

const CONTEXT = 3;

function unified(a: readonly string[], b: readonly string[], hunks: readonly Hunk[], context = CONTEXT): string {
  let out = '';
  for (let i = 0; i < hunks.length;) {
    const group = [hunks[i] as Hunk];
    for (i++; i < hunks.length && (hunks[i] as Hunk).a[0] - (group.at(-1) as Hunk).a[1] <= 2 * context; i++)
      group.push(hunks[i] as Hunk);
    const [first, last] = [group[0] as Hunk, group.at(-1) as Hunk];
    const start = Math.max(0, first.a[0] - context);
    const end = Math.min(a.length, last.a[1] + context);
    const startB = first.b[0] - (first.a[0] - start);
    const endB = last.b[1] + (end - last.a[1]);
    const spot = (from: number, to: number): string =>
      to - from === 1 ? `${from + 1}` : `${to === from ? from : from + 1},${to - from}`;
    out += `@@ -${spot(start, end)} +${spot(startB, endB)} @@\n`;
    let at = start;
    for (const hunk of group) {
      out += a
        .slice(at, hunk.a[0])
        .map((line) => ` ${line}\n`)
        .join('');
      out += a
        .slice(...hunk.a)
        .map((line) => `-${line}\n`)
        .join('');
      out += b
        .slice(...hunk.b)
        .map((line) => `+${line}\n`)
        .join('');
      at = hunk.a[1];
    }
    out += a
      .slice(at, end)
      .map((line) => ` ${line}\n`)
      .join('');
  }
  return out;
}

function* read(self: Process, path: string): Co<string | undefined> {
  try {
    return path === '-' ? yield* self.readAll(self.stdin) : self.space.files.readFile(self.resolve(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    yield* self.printError(`${self.argv[0]}: ${path}: ${error.message}\n`);
    return undefined;
  }
}

const lines = (text: string): string[] => {
  const all = text.split('\n');
  const tail = all.pop();
  return tail ? [...all, `${tail}\n\\ No newline at end of file`] : all;
};

const diff = program(function* (self, name) {
  const options = getopt(self.argv, 'uqrNbwiU:sa', { unified: 'u', brief: 'q', recursive: 'r' });
  const [left, right] = options.operands;
  if (left === undefined || right === undefined) {
    yield* self.printError(
      `${name}: missing operand${left === undefined ? '' : ` after '${left}'`}\n${name}: Try '${name} --help' for more information.\n`,
    );
    return 2;
  }
  const [x, y] = [yield* read(self, left), yield* read(self, right)];
  if (x === undefined || y === undefined) return 2;
  if (x === y) return 0;
  if (options.has('q')) {
    yield* self.print(`Files ${left} and ${right} differ\n`);
    return 1;
  }
  const [a, b] = [lines(x), lines(y)];
  const blanks = (line: string): string =>
    options.has('w') ? line.replace(/\s+/g, '') : options.has('b') ? line.replace(/\s+/g, ' ').trimEnd() : line;
  const fold = (line: string): string => (options.has('i') ? blanks(line).toLowerCase() : blanks(line));
  const hunks = hunksOf(a.map(fold), b.map(fold));
  if (hunks.length === 0) return 0;
  if (!options.has('u') && !options.has('U')) yield* self.print(normal(a, b, hunks));
  else {
    const stamp = (path: string): string =>
      strftime('%F %T.%N %z', path === '-' ? self.clock.now : self.space.files.stat(self.resolve(path)).mtime);
    yield* self.print(`--- ${left}\t${stamp(left)}\n+++ ${right}\t${stamp(right)}\n`);
    yield* self.print(unified(a, b, hunks, Number(options.value('U') ?? CONTEXT)));
  }
  return 1;
});

const cmp = program(function* (self) {
  const options = getopt(self.argv, 's');
  const [left = '', right = '-'] = options.operands;
  const [x, y] = [yield* read(self, left), yield* read(self, right)];
  if (x === undefined || y === undefined) return 2;
  if (x === y) return 0;
  let at = 0;
  while (x[at] === y[at] && at < Math.min(x.length, y.length)) at++;
  const line = x.slice(0, at).split('\n').length;
  if (!options.has('s')) {
    if (at < Math.min(x.length, y.length)) yield* self.print(`${left} ${right} differ: byte ${at + 1}, line ${line}\n`);
    else
      yield* self.printError(`cmp: EOF on ${x.length < y.length ? left : right} after byte ${at}, line ${line - 1}\n`);
  }
  return 1;
});

export const programs: Programs = { diff, cmp };
