import { type OpenFile, type Process, utf8Length } from '../../host/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { eachInput, Lines, linesOf, readOperands } from './input.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

const cat = program(function* (self, name) {
  const options = getopt(self.argv, 'nbAsvETetu', { number: 'n', 'show-all': 'A', 'squeeze-blank': 's' });
  const plain = !['n', 'b', 'A', 's', 'E', 'T', 'e', 't', 'v'].some((letter) => options.has(letter));
  let count = 0;
  let blank = false;
  return yield* eachInput(self, name, options.operands, function* (file) {
    if (plain) {
      for (let data = yield* file.read(); data !== ''; data = yield* file.read()) yield* self.print(data);
      return;
    }
    const lines = new Lines(file);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      if (options.has('s') && blank && line === '') continue;
      blank = line === '';
      const numbered = options.has('n') || (options.has('b') && line !== '');
      let shown = line;
      if (options.has('A') || options.has('T') || options.has('t')) shown = shown.replace(/\t/g, '^I');
      if (options.has('A') || options.has('v') || options.has('e') || options.has('t'))
        shown = shown.replace(/[\0-\x08\x0b-\x1f]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`);
      const end = options.has('A') || options.has('E') || options.has('e') ? '$' : '';
      yield* self.print(
        `${numbered ? `${String(++count).padStart(6)}\t` : ''}${shown}${lines.complete ? `${end}\n` : ''}`,
      );
    }
  });
});

const tac = program(function* (self, name) {
  const { operands } = getopt(self.argv, '');
  const { text, status } = yield* readOperands(self, name, operands);
  yield* self.print(
    linesOf(text)
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return status;
});

/** `-5` as an option of head and tail means `-n 5`. */
const withCount = (argv: readonly string[]): string[] =>
  argv.map((word, i) => (/^-\d+$/.test(word) && !/^-[nc]$/.test(argv[i - 1] ?? '') ? `-n${word.slice(1)}` : word));

function countOf(text: string, what: string): number {
  const m = /^[-+]?(\d+)([kKM]?)$/.exec(text);
  if (!m) throw new Failure(`invalid number of ${what}: ‘${text}’`);
  return Number(m[1]) * ({ k: 1024, K: 1024, M: 1024 * 1024 }[m[2] ?? ''] ?? 1);
}

const heading = (options: { has: (l: string) => boolean }, operands: readonly string[]): boolean =>
  options.has('v') || (operands.length > 1 && !options.has('q'));

const unopened = (path: string): string => `cannot open '${path}' for reading`;

const head = program(function* (self, name) {
  const options = getopt(withCount(self.argv), 'n:c:qv', { lines: 'n', bytes: 'c', quiet: 'q', verbose: 'v' });
  const bytes = options.value('c');
  const spec = bytes ?? options.value('n') ?? '10';
  const count = countOf(spec, bytes === undefined ? 'lines' : 'bytes');
  let first = true;
  return yield* eachInput(
    self,
    name,
    options.operands,
    function* (file, path) {
      if (heading(options, options.operands)) {
        yield* self.print(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
        first = false;
      }
      if (spec.startsWith('-')) {
        const text = yield* self.readAll(file);
        if (bytes !== undefined) return yield* self.print(text.slice(0, Math.max(0, text.length - count)));
        return yield* self.print(
          linesOf(text)
            .slice(0, -count || undefined)
            .map((line) => `${line}\n`)
            .join(''),
        );
      }
      if (bytes !== undefined) {
        for (let left = count; left > 0;) {
          const data = yield* file.read(left);
          if (data === '') return;
          left -= data.length;
          yield* self.print(data);
        }
        return;
      }
      const lines = new Lines(file);
      for (let i = 0; i < count; i++) {
        const line = yield* lines.next();
        if (line === undefined) return;
        yield* self.print(line + (lines.complete ? '\n' : ''));
      }
    },
    unopened,
  );
});

function tailOf(text: string, spec: string, bytes: boolean): string {
  const count = countOf(spec, bytes ? 'bytes' : 'lines');
  if (bytes) return spec.startsWith('+') ? text.slice(count - 1) : text.slice(Math.max(0, text.length - count));
  const lines = text.split(/(?<=\n)/);
  return (
    spec.startsWith('+') ? lines.slice(Math.max(0, count - 1)) : lines.slice(count === 0 ? lines.length : -count)
  ).join('');
}

/** Goes on printing what is appended, looking once a second. */
function* follow(self: Process, name: string, path: string, seen: string): Co<never> {
  let before = seen;
  for (;;) {
    yield* self.sleep(second);
    const full = self.resolve(path);
    if (!self.space.files.exists(full)) continue;
    const now = self.space.files.readFile(full);
    if (now.length < before.length) {
      yield* self.printError(`${name}: ${path}: file truncated\n`);
      before = '';
    }
    if (now.length > before.length) yield* self.print(now.slice(before.length));
    before = now;
  }
}

const tail = program(function* (self, name) {
  const options = getopt(withCount(self.argv), 'n:c:fFqvs:', { lines: 'n', bytes: 'c', follow: 'f', quiet: 'q' });
  const bytes = options.value('c');
  let first = true;
  let last: { path: string; text: string } | undefined;
  const status = yield* eachInput(
    self,
    name,
    options.operands,
    function* (file: OpenFile, path) {
      if (heading(options, options.operands))
        yield* self.print(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
      first = false;
      const text = yield* self.readAll(file);
      yield* self.print(tailOf(text, bytes ?? options.value('n') ?? '10', bytes !== undefined));
      last = { path, text };
    },
    unopened,
  );
  if (last && last.path !== '-' && (options.has('f') || options.has('F')))
    return yield* follow(self, name, last.path, last.text);
  return status;
});

const wc = program(function* (self, name) {
  const options = getopt(self.argv, 'lwcmL', {
    lines: 'l',
    words: 'w',
    bytes: 'c',
    chars: 'm',
    'max-line-length': 'L',
  });
  const order = ['l', 'w', 'm', 'c', 'L'];
  const asked = order.filter((letter) => options.has(letter));
  const columns = asked.length > 0 ? asked : ['l', 'w', 'c'];
  const rows: { counts: number[]; label: string }[] = [];
  const status = yield* eachInput(self, name, options.operands, function* (file, path) {
    const text = yield* self.readAll(file);
    const all: Readonly<Record<string, number>> = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter((word) => word !== '').length,
      m: [...text].length,
      c: utf8Length(text),
      L: Math.max(0, ...text.split('\n').map((line) => line.length)),
    };
    rows.push({
      counts: columns.map((letter) => all[letter] ?? 0),
      label: options.operands.length > 0 ? ` ${path}` : '',
    });
  });
  if (options.operands.length > 1)
    rows.push({
      counts: columns.map((_, i) => rows.reduce((sum, row) => sum + (row.counts[i] ?? 0), 0)),
      label: ' total',
    });
  // One column of one file stands alone; standard input's several columns are seven wide.
  const widest = Math.max(...rows.flatMap((row) => row.counts.map((n) => String(n).length)), 1);
  const width = rows.length === 1 && columns.length === 1 ? 1 : options.operands.length === 0 ? 7 : widest;
  for (const row of rows)
    yield* self.print(`${row.counts.map((n) => String(n).padStart(width)).join(' ')}${row.label}\n`);
  return status;
});

const nl = program(function* (self, name) {
  const options = getopt(self.argv, 'b:w:s:n:v:');
  const width = Number(options.value('w') ?? 6);
  let count = Number(options.value('v') ?? 1);
  return yield* eachInput(self, name, options.operands, function* (file) {
    const lines = new Lines(file);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next())
      yield* self.print(
        line === '' && options.value('b') !== 'a'
          ? `${' '.repeat(width + 1)}\n`
          : `${String(count++).padStart(width)}${options.value('s') ?? '\t'}${line}\n`,
      );
  });
});

const rev = program(function* (self, name) {
  return yield* eachInput(self, name, getopt(self.argv, '').operands, function* (file) {
    const lines = new Lines(file);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next())
      yield* self.print(`${[...line].reverse().join('')}\n`);
  });
});

const paste = program(function* (self, name) {
  const options = getopt(self.argv, 'd:s', { delimiters: 'd', serial: 's' });
  const delimiters = (options.value('d') ?? '\t').replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\0/g, '');
  const between = (i: number): string => (delimiters ? delimiters.charAt(i % delimiters.length) : '');
  const join = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell + (i < cells.length - 1 ? between(i) : '')).join('');
  const files: string[][] = [];
  const status = yield* eachInput(self, name, options.operands, function* (file) {
    files.push(linesOf(yield* self.readAll(file)));
  });
  if (options.has('s')) yield* self.print(files.map((lines) => `${join(lines)}\n`).join(''));
  else
    for (let i = 0; i < Math.max(...files.map((lines) => lines.length)); i++)
      yield* self.print(`${join(files.map((lines) => lines[i] ?? ''))}\n`);
  return status;
});

const tee = program(function* (self, name) {
  const options = getopt(self.argv, 'ai', { append: 'a' });
  const files: OpenFile[] = [];
  let status = 0;
  for (const path of options.operands) {
    try {
      files.push(yield* self.open(path, options.has('a') ? 'a' : 'w'));
    } catch (error) {
      yield* self.printError(`${name}: ${path}: ${(error as Error).message}\n`);
      status = 1;
    }
  }
  for (let data = yield* self.stdin.read(); data !== ''; data = yield* self.stdin.read()) {
    for (const file of files) yield* file.write(data);
    yield* self.print(data);
  }
  return status;
});

export const programs: Programs = { cat, tac, head, tail, wc, nl, rev, paste, tee };
