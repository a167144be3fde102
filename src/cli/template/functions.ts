import { compactJson } from '../format/json.ts';
import { sprintf, typeName } from './printf.ts';
import { bare, print, truth } from './values.ts';

type Fn = (...args: unknown[]) => unknown;

const text = (value: unknown): string => (value === undefined || value === null ? '' : print(value));

function compare(a: unknown, b: unknown): number {
  const x = bare(a);
  const y = bare(b);
  if (typeof x !== typeof y) throw new Error('incompatible types for comparison');
  if (typeof x !== 'string' && typeof x !== 'number') throw new Error('invalid type for comparison');
  return x < (y as typeof x) ? -1 : x > (y as typeof x) ? 1 : 0;
}

function equal(a: unknown, b: unknown): boolean {
  const x = bare(a);
  const y = bare(b);
  if (x === null || x === undefined || y === null || y === undefined) return (x ?? null) === (y ?? null);
  if (typeof x === 'object' || typeof y === 'object') throw new Error('non-comparable type');
  if (typeof x !== typeof y) throw new Error('incompatible types for comparison');
  return x === y;
}

function length(value: unknown): number {
  const plain = bare(value);
  if (typeof plain === 'string') return [...plain].reduce((sum, rune) => sum + utf8(rune), 0);
  if (Array.isArray(plain)) return plain.length;
  if (typeof plain === 'object' && plain !== null) return Object.keys(plain).length;
  if (plain === null || plain === undefined) return 0;
  throw new Error(`len of type ${typeName(plain)}`);
}

function utf8(rune: string): number {
  const code = rune.codePointAt(0) as number;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function at(value: unknown, key: unknown): unknown {
  const plain = bare(value);
  if (plain === null || plain === undefined) throw new Error('index of untyped nil');
  if (Array.isArray(plain) || typeof plain === 'string') {
    if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeName(key)}`);
    if (key < 0 || key >= plain.length) throw new Error(`index out of range: ${key}`);
    return typeof plain === 'string' ? plain.charCodeAt(key) : plain[key];
  }
  if (typeof plain !== 'object') throw new Error(`can't index item of type ${typeName(plain)}`);
  const name = String(key);
  return Object.hasOwn(plain, name) ? (plain as Record<string, unknown>)[name] : '';
}

function slice(value: unknown, from: unknown = 0, to?: unknown): unknown {
  const plain = bare(value);
  if (typeof plain !== 'string' && !Array.isArray(plain))
    throw new Error(`can't slice item of type ${typeName(plain)}`);
  const end = to === undefined ? plain.length : Number(to);
  const first = Number(from);
  for (const each of [first, end]) if (each < 0 || each > plain.length) throw new Error(`index out of range: ${each}`);
  if (first > end) throw new Error(`invalid slice index: ${first} > ${end}`);
  return plain.slice(first, end);
}

/** fmt.Sprint: blanks between operands where neither is a string. */
function sprint(...values: unknown[]): string {
  return values.reduce<string>((out, value, i) => {
    const gap = i > 0 && typeof bare(value) !== 'string' && typeof bare(values[i - 1]) !== 'string' ? ' ' : '';
    return out + gap + print(value, true);
  }, '');
}

const entities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&#34;', "'": '&#39;' };

const pad = (value: unknown, before: unknown, after: unknown): string => {
  const body = text(value);
  return body === '' ? '' : ' '.repeat(Number(before)) + body + ' '.repeat(Number(after));
};

/** Functions that docker adds; over headers they leave their first argument as it is. */
const docker: Record<string, Fn> = {
  json: (value) => compactJson(bare(value), false),
  split: (value, separator) => text(value).split(text(separator)),
  join: (list, separator) => ((bare(list) ?? []) as unknown[]).map(text).join(text(separator)),
  title: (value) => text(value).replace(/(^|\s)(\S)/g, (_, gap: string, c: string) => gap + c.toUpperCase()),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  pad,
  truncate: (value, count) => [...text(value)].slice(0, Number(count)).join(''),
};

const builtins: Record<string, Fn> = {
  not: (value) => !truth(value),
  len: length,
  index: (value, ...keys) => keys.reduce(at, value),
  slice,
  print: sprint,
  printf: (format, ...values) => sprintf(text(format), values),
  println: (...values) => `${values.map((value) => print(value, true)).join(' ')}\n`,
  html: (...values) => sprint(...values).replace(/[<>&"']/g, (c) => entities[c] as string),
  js: (...values) =>
    sprint(...values).replace(/[\\'"<>&=]/g, (c) =>
      /[\\'"]/.test(c) ? `\\${c}` : `\\u00${c.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  urlquery: (...values) =>
    encodeURIComponent(sprint(...values))
      .replace(/%20/g, '+')
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  eq: (first, ...others) => others.some((other) => equal(first, other)),
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
};

const least: Record<string, number> = {
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  gt: 2,
  ge: 2,
  not: 1,
  len: 1,
  index: 1,
  slice: 1,
  printf: 1,
  json: 1,
  split: 2,
  join: 2,
  title: 1,
  lower: 1,
  upper: 1,
  pad: 3,
  truncate: 2,
};
const open = new Set(['eq', 'index', 'slice', 'print', 'printf', 'println', 'html', 'js', 'urlquery']);

export const isFunction = (name: string): boolean =>
  name === 'and' || name === 'or' || Object.hasOwn(builtins, name) || Object.hasOwn(docker, name);

/** Calls a function; what it throws is the reason alone. */
export function callFunction(name: string, args: readonly unknown[], header: boolean): unknown {
  const wanted = least[name] ?? 0;
  if (args.length < wanted || (args.length > wanted && !open.has(name)))
    throw new WrongCount(
      `wrong number of args for ${name}: want ${open.has(name) ? `at least ${wanted}` : wanted} got ${args.length}`,
    );
  const fn = docker[name];
  if (fn) return header ? args[0] : fn(...args);
  return (builtins[name] as Fn)(...args);
}

/** Told as it is, not as an error that the function returned. */
export class WrongCount extends Error {}
