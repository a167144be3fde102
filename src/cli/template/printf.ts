import { bare, print } from './values.ts';

/** Go's fmt.Sprintf for the verbs that make sense of JSON values. */
export function sprintf(format: string, values: readonly unknown[]): string {
  let used = 0;
  const out = format.replace(
    /%(%|([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z]))/g,
    (_, rest: string, given: string | undefined, width?: string, precision?: string, verb?: string) => {
      if (rest === '%') return '%';
      const flags = given ?? '';
      const number = (text: string | undefined): number | undefined =>
        text === undefined ? undefined : text === '*' ? Number(bare(values[used++])) : Number(text || 0);
      const columns = number(width);
      const digits = number(precision);
      if (used >= values.length) return `%!${verb}(MISSING)`;
      const value = values[used++];
      const text = verbText(verb as string, value, flags, digits);
      if (columns === undefined) return text;
      const length = [...text].length;
      const gap = ' '.repeat(Math.max(0, columns - length));
      if (flags.includes('-')) return text + gap;
      if (!flags.includes('0') || !/[dfxXeg]/.test(verb as string)) return gap + text;
      const sign = /^[+-]/.exec(text)?.[0] ?? '';
      return sign + '0'.repeat(gap.length) + text.slice(sign.length);
    },
  );
  const extra = values.slice(used);
  if (extra.length === 0) return out;
  return `${out}%!(EXTRA ${extra.map((value) => `${typeName(value)}=${print(value, true)}`).join(', ')})`;
}

function verbText(verb: string, value: unknown, flags: string, digits: number | undefined): string {
  const plain = bare(value);
  const wrong = (): string => `%!${verb}(${typeName(value)}=${print(value, true)})`;
  const cut = (text: string): string => (digits === undefined ? text : [...text].slice(0, digits).join(''));
  const plus = (text: string): string => (flags.includes('+') && !text.startsWith('-') ? `+${text}` : text);
  switch (verb) {
    case 'v':
      return typeof plain === 'number' ? plus(print(value, true)) : print(value, true);
    case 's':
      return typeof plain === 'string' || typeof plain === 'object' ? cut(print(value, true)) : wrong();
    case 'q':
      return typeof plain === 'string' ? JSON.stringify(cut(plain)) : wrong();
    case 't':
      return typeof plain === 'boolean' ? String(plain) : wrong();
    case 'T':
      return typeName(value);
    case 'd':
      return typeof plain === 'number' ? plus(String(Math.trunc(plain))) : wrong();
    case 'f':
    case 'F':
      return typeof plain === 'number' ? plus(plain.toFixed(digits ?? 6)) : wrong();
    case 'x':
    case 'X': {
      if (typeof plain !== 'number') return wrong();
      const hex = plain.toString(16);
      return verb === 'x' ? hex : hex.toUpperCase();
    }
    case 'c':
      return typeof plain === 'number' ? String.fromCodePoint(plain) : wrong();
    default:
      return wrong();
  }
}

/** The Go type of a JSON value. */
export function typeName(value: unknown): string {
  const plain = bare(value);
  if (plain === null || plain === undefined) return '<nil>';
  if (Array.isArray(plain)) return '[]interface {}';
  if (typeof plain === 'object') return 'map[string]interface {}';
  return typeof plain === 'number'
    ? Number.isInteger(plain)
      ? 'int'
      : 'float64'
    : typeof plain === 'boolean'
      ? 'bool'
      : 'string';
}
