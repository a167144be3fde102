import { civil, type Civil, second, type Micros } from '../sim/index.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');

const two = (n: number): string => String(n).padStart(2, '0');
const twelve = (c: Civil): number => c.hour % 12 || 12;
const short = (name: string | undefined): string => (name ?? '').slice(0, 3);

function dayOfYear(c: Civil): number {
  const before = Array.from(
    { length: c.month - 1 },
    (_, i) => [31, leap(c.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][i] ?? 0,
  );
  return before.reduce((sum, n) => sum + n, c.day);
}
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Conversion specifications by letter. The hosts live in UTC, in the C locale. */
const table: Readonly<Record<string, (c: Civil, at: Micros) => string>> = {
  Y: (c) => String(c.year),
  C: (c) => two(Math.floor(c.year / 100)),
  y: (c) => two(c.year % 100),
  m: (c) => two(c.month),
  d: (c) => two(c.day),
  e: (c) => String(c.day).padStart(2),
  H: (c) => two(c.hour),
  k: (c) => String(c.hour).padStart(2),
  I: (c) => two(twelve(c)),
  l: (c) => String(twelve(c)).padStart(2),
  M: (c) => two(c.minute),
  S: (c) => two(c.second),
  N: (c) => `${String(c.micros).padStart(6, '0')}000`,
  p: (c) => (c.hour < 12 ? 'AM' : 'PM'),
  P: (c) => (c.hour < 12 ? 'am' : 'pm'),
  a: (c) => short(days[c.weekday]),
  A: (c) => days[c.weekday] ?? '',
  b: (c) => short(months[c.month - 1]),
  h: (c) => short(months[c.month - 1]),
  B: (c) => months[c.month - 1] ?? '',
  j: (c) => String(dayOfYear(c)).padStart(3, '0'),
  u: (c) => String(c.weekday || 7),
  w: (c) => String(c.weekday),
  U: (c) => two(Math.floor((dayOfYear(c) + 6 - c.weekday) / 7)),
  W: (c) => two(Math.floor((dayOfYear(c) + 6 - ((c.weekday + 6) % 7)) / 7)),
  s: (_, at) => String(Math.floor(at / second)),
  z: () => '+0000',
  Z: () => 'UTC',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

const composed: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
};

/** An instant in the format of `date`; `%3N` and the flags `-`, `_`, `0`, `^` are known. */
export function strftime(format: string, at: Micros): string {
  const c = civil(at);
  const expanded = format.replace(/%([FTRDxXrc])/g, (_, letter: string) => composed[letter] ?? '');
  return expanded.replace(/%([-_0^]?)(\d*):?([A-Za-z%])/g, (whole, flag: string, width: string, letter: string) => {
    const text = table[letter]?.(c, at);
    if (text === undefined) return whole;
    if (letter === 'N' && width) return text.slice(0, Number(width));
    if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    if (flag === '^') return text.toUpperCase();
    return flag === '0' ? text.replace(/^ +/, (blanks) => '0'.repeat(blanks.length)) : text;
  });
}
