import { printf } from '../printf.ts';
import { toNumber, type Value } from './awk-values.ts';

/** awk's printf: the format is used once, what lacks an argument is empty or 0, what is left over is dropped. */
export function sprintf(format: string, values: readonly Value[], text: (value: Value) => string): string {
  const wanted = (format.match(/%[-+ #0]*(\*)?\d*(?:\.(\*)?\d*)?[a-zA-Z]/g) ?? []).flatMap((spec) => [
    '',
    ...(spec.match(/\*/g) ?? []),
  ]).length;
  const kinds = (format.match(/%[-+ #0]*[\d*]*(?:\.[\d*]*)?[a-zA-Z%]/g) ?? []).filter((spec) => !spec.endsWith('%'));
  const given = values.slice(0, wanted).map((value, i) => argument(kinds[i] ?? '', text(value), value));
  while (given.length < wanted) given.push('');
  const escaped = format.replace(/\\/g, '\\\\').replace(/%([-+ 0]*\d*)i/g, '%$1d');
  return printf(escaped, given, 0).text;
}

function argument(spec: string, text: string, value: Value): string {
  if (spec.includes('*')) return text;
  if (/[di]$/.test(spec)) return String(Math.trunc(toNumber(text)));
  if (/[eEfFgGoxXu]$/.test(spec)) return String(/[oxXu]$/.test(spec) ? Math.trunc(toNumber(text)) : toNumber(text));
  if (spec.endsWith('c') && typeof value === 'number') return String.fromCodePoint(value);
  return text;
}
