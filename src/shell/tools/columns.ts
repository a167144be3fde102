import { classes } from '../pattern.ts';
import { eachInput, Lines, linesOf, openInput, readOperands } from './input.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program, type Options } from './options.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** One key of `sort -k 2,3nr`. */
interface SortKey {
  from: number;
  to: number;
  flags: string;
}

function sortKey(text: string): SortKey {
  const m = /^(\d+)(?:\.\d+)?([bdfhnrVi]*)(?:,(\d+)(?:\.\d+)?([bdfhnrVi]*))?$/.exec(text);
  if (!m) throw new Failure(`invalid number at field start: invalid count at start of ‘${text}’`, 2);
  return { from: Number(m[1]), to: Number(m[3] ?? Infinity), flags: (m[2] ?? '') + (m[4] ?? '') };
}

const SIZES = '\0KMGTPE';
const numberAt = (text: string): number => Number(/^\s*-?\d*\.?\d+/.exec(text)?.[0] ?? 0);
const sizeAt = (text: string): number => {
  const m = /^\s*(-?\d*\.?\d+)([KMGTPEk]?)/.exec(text);
  return m ? Number(m[1]) * 1024 ** Math.max(0, SIZES.indexOf((m[2] ?? '').toUpperCase() || '\0')) : 0;
};

function compare(a: string, b: string, flags: string): number {
  if (flags.includes('n')) return numberAt(a) - numberAt(b);
  if (flags.includes('h')) return sizeAt(a) - sizeAt(b);
  if (flags.includes('V')) return versions(a, b);
  const [x, y] = flags.includes('f') ? [a.toUpperCase(), b.toUpperCase()] : [a, b];
  return x < y ? -1 : Number(x > y);
}

function versions(a: string, b: string): number {
  const [x, y] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [p = '', q = ''] = [x[i], y[i]];
    const order = /^\d/.test(p) && /^\d/.test(q) ? Number(p) - Number(q) : p < q ? -1 : Number(p > q);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

/** The part of a line that a key compares; blanks before a field belong to it unless -t is given. */
function keyOf(line: string, key: SortKey, separator: string | undefined, blanks: boolean): string {
  const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  const text = fields.slice(key.from - 1, key.to).join(separator ?? '');
  return blanks ? text.replace(/^\s+/, '') : text;
}

function orderOf(options: Options): (a: string, b: string) => number {
  const global = ['n', 'h', 'V', 'f', 'r', 'b'].filter((letter) => options.has(letter)).join('');
  const keys = options.values('k').map(sortKey);
  const separator = options.value('t');
  const whole = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return (a, b) => {
    if (keys.length === 0) {
      const order = compare(a, b, global) || (options.has('s') || options.has('u') ? 0 : whole(a, b));
      return global.includes('r') ? -order : order;
    }
    for (const key of keys) {
      const flags = key.flags || global;
      const order = compare(
        keyOf(a, key, separator, flags.includes('b')),
        keyOf(b, key, separator, flags.includes('b')),
        flags,
      );
      if (order !== 0) return flags.includes('r') ? -order : order;
    }
    if (options.has('s') || options.has('u')) return 0;
    return global.includes('r') ? -whole(a, b) : whole(a, b);
  };
}

const sort = program(function* (self) {
  const options = getopt(self.argv, 'nruk:t:hVfbso:cz', {
    'numeric-sort': 'n',
    reverse: 'r',
    unique: 'u',
    key: 'k',
    'field-separator': 't',
    'human-numeric-sort': 'h',
    'version-sort': 'V',
    output: 'o',
    stable: 's',
  });
  let text = '';
  for (const path of options.operands.length > 0 ? options.operands : ['-']) {
    const file = yield* openInput(self, 'sort', path, `cannot read: ${path}`);
    if (!file) return 2;
    text += yield* self.readAll(file);
    if (text !== '' && !text.endsWith('\n')) text += '\n';
    file.close();
  }
  const order = orderOf(options);
  let lines = linesOf(text).sort(order);
  if (options.has('u')) lines = lines.filter((line, i) => i === 0 || order(lines[i - 1] ?? '', line) !== 0);
  const out = lines.map((line) => `${line}\n`).join('');
  const target = options.value('o');
  if (target === undefined) yield* self.print(out);
  else self.space.files.writeFile(self.resolve(target), out);
  return 0;
});

const uniq = program(function* (self, name) {
  const options = getopt(self.argv, 'cduif:s:', {
    count: 'c',
    repeated: 'd',
    unique: 'u',
    'ignore-case': 'i',
    'skip-fields': 'f',
  });
  const file = yield* openInput(self, name, options.operands[0] ?? '-');
  if (!file) return 1;
  const skip = Number(options.value('f') ?? 0);
  const keyed = (line: string): string => {
    const rest = skip > 0 ? line.replace(new RegExp(`^(\\s*\\S+){0,${skip}}`), '') : line;
    return options.has('i') ? rest.toLowerCase() : rest;
  };
  const lines = new Lines(file);
  let [current, count]: [string | undefined, number] = [undefined, 0];
  for (;;) {
    const line = yield* lines.next();
    if (line !== undefined && current !== undefined && keyed(line) === keyed(current)) {
      count++;
      continue;
    }
    const wanted = options.has('d') ? count > 1 : options.has('u') ? count === 1 : true;
    if (current !== undefined && wanted)
      yield* self.print(`${options.has('c') ? `${String(count).padStart(7)} ` : ''}${current}\n`);
    if (line === undefined) return 0;
    [current, count] = [line, 1];
  }
});

/** `1,3-5,7-` as a test of positions counted from 1. */
function ranges(list: string): (n: number) => boolean {
  const parts = list.split(',').map((part) => {
    const m = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!m || part === '-' || part === '')
      throw new Failure(`invalid field value ‘${part}’\nTry 'cut --help' for more information.`);
    const from = Number(m[1] || 1);
    return [from, m[2] ? Number(m[3] || Infinity) : from] as const;
  });
  return (n) => parts.some(([from, to]) => n >= from && n <= to);
}

const cut = program(function* (self, name) {
  const options = getopt(self.argv, 'd:f:c:b:s', {
    delimiter: 'd',
    fields: 'f',
    characters: 'c',
    bytes: 'b',
    'only-delimited': 's',
    complement: 'complement',
    'output-delimiter': 'output',
  });
  const characters = options.value('c') ?? options.value('b');
  const list = characters ?? options.value('f');
  if (list === undefined)
    throw new Failure(
      "you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.",
    );
  const delimiter = options.value('d') ?? '\t';
  if (delimiter.length > 1)
    throw new Failure("the delimiter must be a single character\nTry 'cut --help' for more information.");
  const test = ranges(list);
  const wanted = (n: number): boolean => test(n) !== options.has('complement');
  return yield* eachInput(self, name, options.operands, function* (file) {
    const lines = new Lines(file);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      if (characters !== undefined) yield* self.print(`${[...line].filter((_, i) => wanted(i + 1)).join('')}\n`);
      else if (!line.includes(delimiter)) yield* self.print(options.has('s') ? '' : `${line}\n`);
      else
        yield* self.print(
          `${line
            .split(delimiter)
            .filter((_, i) => wanted(i + 1))
            .join(delimiter)}\n`,
        );
    }
  });
});

const named: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
};

/** The characters of a set of `tr`: ranges, classes, escapes. */
function trSet(spec: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < spec.length; i++) {
    const named_ = /^\[:(\w+):\]/.exec(spec.slice(i));
    if (named_) {
      const members = new RegExp(`[${classes[named_[1] ?? ''] ?? ''}]`);
      for (let code = 0; code < 128; code++)
        if (members.test(String.fromCharCode(code))) out.push(String.fromCharCode(code));
      i += named_[0].length - 1;
      continue;
    }
    let c = spec.charAt(i);
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(spec.slice(i + 1))?.[0];
      c = octal ? String.fromCharCode(parseInt(octal, 8)) : (named[spec.charAt(i + 1)] ?? spec.charAt(i + 1));
      i += octal ? octal.length : 1;
    }
    const end = spec[i + 2];
    if (spec[i + 1] === '-' && end !== undefined) {
      for (let code = c.charCodeAt(0); code <= end.charCodeAt(0); code++) out.push(String.fromCharCode(code));
      i += 2;
    } else out.push(c);
  }
  return out;
}

const tr = program(function* (self) {
  const options = getopt(self.argv, 'dscCt', { delete: 'd', 'squeeze-repeats': 's', complement: 'c' });
  const [first, second] = options.operands;
  if (first === undefined) throw new Failure("missing operand\nTry 'tr --help' for more information.");
  if (second === undefined && !options.has('d') && !options.has('s'))
    throw new Failure(
      `missing operand after ‘${first}’\nTwo strings must be given when translating.\nTry 'tr --help' for more information.`,
    );
  const complement = options.has('c') || options.has('C');
  const from = trSet(first);
  const members = new Set(from);
  const to = trSet(second ?? '');
  const inFirst = (c: string): boolean => members.has(c) !== complement;
  const map = new Map(from.map((c, i) => [c, to[Math.min(i, to.length - 1)] ?? c]).reverse() as [string, string][]);
  const translate = (c: string): string => (complement ? (inFirst(c) ? (to.at(-1) ?? c) : c) : (map.get(c) ?? c));
  const squeezed = new Set(second === undefined ? from : to);
  let last = '';
  for (let data = yield* self.stdin.read(); data !== ''; data = yield* self.stdin.read()) {
    let out = '';
    for (const c of data) {
      if (options.has('d')) {
        if (inFirst(c)) continue;
        out += c;
        continue;
      }
      const mapped = second === undefined ? c : translate(c);
      const squeezes = second === undefined ? inFirst(mapped) : squeezed.has(mapped);
      if (options.has('s') && mapped === last && squeezes) continue;
      last = mapped;
      out += mapped;
    }
    yield* self.print(out);
  }
  return 0;
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encode(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    out +=
      (b === undefined ? '=' : ALPHABET.charAt((word >> 6) & 63)) +
      (c === undefined ? '=' : ALPHABET.charAt(word & 63));
  }
  return out;
}

function decode(text: string): Uint8Array | undefined {
  const clean = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(clean) || clean.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let [word, bits] = [0, 0];
  for (const c of clean.replace(/=/g, '')) {
    word = ((word << 6) | ALPHABET.indexOf(c)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((word >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

const base64 = program(function* (self, name) {
  const options = getopt(self.argv, 'dw:i', { decode: 'd', wrap: 'w' });
  const { text, status } = yield* readOperands(self, name, options.operands);
  if (options.has('d')) {
    const bytes = decode(text);
    if (!bytes) throw new Failure('invalid input');
    yield* self.print(decodeUtf8(bytes));
    return status;
  }
  const width = Number(options.value('w') ?? 76);
  const encoded = encode(encodeUtf8(text));
  const lines = width > 0 ? (encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [];
  yield* self.print(width > 0 ? lines.map((line) => `${line}\n`).join('') : encoded);
  return status;
});

export const programs: Programs = { sort, uniq, cut, tr, base64 };
