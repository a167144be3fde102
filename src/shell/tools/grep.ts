import type { Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { names } from '../glob.ts';
import { matches } from '../pattern.ts';
import { Lines, openInput } from './input.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program, type Options } from './options.ts';
import { posixSource, posixRegex } from './regex.ts';

function compile(patterns: readonly string[], options: Options, name: string): RegExp {
  const fixed = options.has('F') || name === 'fgrep';
  const extended = options.has('E') || options.has('P') || name === 'egrep';
  const sources = patterns
    .flatMap((pattern) => pattern.split('\n'))
    .map((pattern) =>
      fixed
        ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
        : options.has('P')
          ? pattern
          : (posixRegex(pattern, extended), posixSource(pattern, extended)),
    );
  let source = sources.map((s) => `(?:${s})`).join('|');
  if (options.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (options.has('x')) source = `^(?:${source})$`;
  try {
    return new RegExp(source, `g${options.has('i') ? 'i' : ''}`);
  } catch {
    throw new Failure('Invalid regular expression', 2);
  }
}

const paint = (on: boolean, code: string, text: string): string =>
  on ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;

/** One file's search. */
class Search {
  readonly #self: Process;
  readonly #regex: RegExp;
  readonly #options: Options;
  readonly #label: string;
  readonly #colour: boolean;
  matched = false;

  constructor(self: Process, regex: RegExp, options: Options, label: string, colour: boolean) {
    this.#self = self;
    this.#regex = regex;
    this.#options = options;
    this.#label = label;
    this.#colour = colour;
  }

  #head(number: number, mark: string): string {
    const c = this.#colour;
    const separator = paint(c, '36', mark);
    const file = this.#label ? paint(c, '35', this.#label) + separator : '';
    return file + (this.#options.has('n') ? paint(c, '32', String(number)) + separator : '');
  }

  *run(lines: Lines): Co<void> {
    const o = this.#options;
    const before = Number(o.value('B') ?? o.value('C') ?? 0);
    const after = Number(o.value('A') ?? o.value('C') ?? 0);
    const limit = Number(o.value('m') ?? Infinity);
    const silent = o.has('q') || o.has('c') || o.has('l') || o.has('L');
    let held: [number, string][] = [];
    let [count, number, owed, shown] = [0, 0, 0, 0];
    for (let line = yield* lines.next(); line !== undefined && count < limit; line = yield* lines.next()) {
      number++;
      this.#regex.lastIndex = 0;
      const hit = this.#regex.test(line) !== o.has('v');
      if (hit) {
        count++;
        this.matched = true;
        if (o.has('q') || o.has('l')) break;
      }
      if (silent) continue;
      if (!hit) {
        if (owed > 0) {
          owed--;
          shown = number;
          yield* this.#self.print(`${this.#head(number, '-')}${line}\n`);
        } else if (before > 0) held = [...held, [number, line] as [number, string]].slice(-before);
        continue;
      }
      const first = held[0]?.[0] ?? number;
      if ((before > 0 || after > 0) && shown > 0 && first > shown + 1)
        yield* this.#self.print(`${paint(this.#colour, '36', '--')}\n`);
      for (const [n, text] of held) yield* this.#self.print(`${this.#head(n, '-')}${text}\n`);
      held = [];
      [owed, shown] = [after, number];
      yield* this.#show(number, line);
    }
    if (o.has('c')) yield* this.#self.print(`${this.#label ? `${this.#label}:` : ''}${count}\n`);
    const name = this.#label || '(standard input)';
    if ((o.has('l') && this.matched) || (o.has('L') && !this.matched)) yield* this.#self.print(`${name}\n`);
  }

  *#show(number: number, line: string): Co<void> {
    const o = this.#options;
    if (o.has('o')) {
      this.#regex.lastIndex = 0;
      if (!o.has('v'))
        for (const m of line.matchAll(this.#regex))
          if (m[0] !== '') yield* this.#self.print(`${this.#head(number, ':')}${paint(this.#colour, '01;31', m[0])}\n`);
      return;
    }
    const painted =
      this.#colour && !o.has('v')
        ? line.replace(this.#regex, (text) => (text === '' ? '' : paint(true, '01;31', text)))
        : line;
    yield* this.#self.print(`${this.#head(number, ':')}${painted}\n`);
  }
}

/** The files below the operands, for -r. */
function expand(self: Process, path: string, options: Options): string[] {
  const full = self.resolve(path);
  const { files } = self.space;
  if (!files.exists(full) || files.stat(full).kind !== 'directory') return [path];
  return names(files, full)
    .sort()
    .flatMap((entry) => expand(self, `${path.replace(/\/$/, '')}/${entry}`, options))
    .filter((file) => {
      const include = options.values('include');
      return include.length === 0 || include.some((pattern) => matches(pattern, file.split('/').pop() ?? ''));
    });
}

const grep = program(function* (self, name) {
  const options = getopt(self.argv, 'ivnclLqoEFPwxrRhHsm:A:B:C:e:f:a', {
    'ignore-case': 'i',
    'invert-match': 'v',
    'line-number': 'n',
    count: 'c',
    'files-with-matches': 'l',
    quiet: 'q',
    silent: 'q',
    'only-matching': 'o',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'word-regexp': 'w',
    'line-regexp': 'x',
    recursive: 'r',
    'no-filename': 'h',
    'with-filename': 'H',
    'max-count': 'm',
    'after-context': 'A',
    'before-context': 'B',
    context: 'C',
    regexp: 'e',
    'no-messages': 's',
    color: 'color',
    colour: 'color',
  });
  const operands = [...options.operands];
  const patterns = [...options.values('e')];
  const file = options.value('f');
  if (file !== undefined) patterns.push(self.space.files.readFile(self.resolve(file)).replace(/\n$/, ''));
  else if (patterns.length === 0) {
    const pattern = operands.shift();
    if (pattern === undefined) {
      yield* self.printError(`Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n`);
      return 2;
    }
    patterns.push(pattern);
  }
  const regex = compile(patterns, options, name);
  const recursive = options.has('r') || options.has('R');
  const given = operands.length > 0 ? operands : recursive ? ['.'] : ['-'];
  const paths = recursive ? given.flatMap((path) => expand(self, path, options)) : given;
  const labelled = options.has('H') || ((recursive || paths.length > 1) && !options.has('h'));
  const colour = options.has('color') && self.stdout.terminal !== undefined;
  let [matched, failed] = [false, false];
  for (const path of paths) {
    if (
      path !== '-' &&
      !recursive &&
      self.space.files.exists(self.resolve(path)) &&
      self.space.files.stat(self.resolve(path)).kind === 'directory'
    ) {
      yield* self.printError(`grep: ${path}: Is a directory\n`);
      failed = true;
      continue;
    }
    const input = yield* openInput(self, name, path);
    if (!input) {
      failed = true;
      continue;
    }
    const search = new Search(
      self,
      regex,
      options,
      labelled ? (path === '-' ? '(standard input)' : path) : options.has('l') || options.has('L') ? '' : '',
      colour,
    );
    yield* search.run(new Lines(input));
    input.close();
    matched ||= search.matched;
    if (matched && options.has('q')) return 0;
  }
  return failed ? 2 : Number(!matched);
});

export const programs: Programs = { grep, egrep: grep, fgrep: grep };
