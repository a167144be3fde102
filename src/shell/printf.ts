import { formatFloat, formatGeneral, formatScientific } from './numbers.ts';
import { unescape } from './echo.ts';
import { backslash, shellQuote } from './quote.ts';
import { strftime } from './strftime.ts';
import type { Micros } from '../sim/index.ts';

const SPEC =
  /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:\(([^)]*)\))?([diouxXcsbqeEfFgGT]))|\\(?:[abfnrtve\\"']|[0-7]{1,3}|x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4})/g;

/** What `printf` prints: the format is used again while arguments are left. @param now for `%(…)T` */
export function printf(format: string, args: readonly string[], now: Micros): { text: string; errors: string[] } {
  const errors: string[] = [];
  let text = '';
  let used = 0;
  do {
    const before = used;
    let stopped = false;
    const next = (): string | undefined => args[used++];
    const bad = format.replace(SPEC, '').match(/%(.?)/);
    if (bad) errors.push(bad[1] ? `\`${bad[1]}': invalid format character` : "`%': missing format character");
    text += format.replace(
      SPEC,
      (whole: string, flags?: string, width?: string, precision?: string, time?: string, kind?: string) => {
        if (stopped) return '';
        if (whole === '%%') return '%';
        if (kind === undefined) return escape(whole);
        const w = width === '*' ? Number(next()) : Number(width ?? 0);
        const dot = whole.includes('.');
        const p = precision === '*' ? Number(next()) : dot ? Number(precision ?? 0) : undefined;
        const value = next();
        if (kind === 'b') {
          const decoded = unescape(value ?? '');
          stopped = decoded.stop;
          return pad(decoded.text, w, flags ?? '');
        }
        if (kind === 'T')
          return pad(
            strftime(time ?? '%H:%M:%S', value === undefined || value === '-1' ? now : Number(value) * 1e6),
            w,
            flags ?? '',
          );
        return pad(
          convert(kind, value, p, flags ?? '', errors),
          w,
          numeric(kind) ? (flags ?? '') : (flags ?? '').replace('0', ''),
        );
      },
    );
    if (stopped || used === before) break;
  } while (used < args.length);
  return { text, errors };
}

function escape(whole: string): string {
  const rest = whole.slice(1);
  if (/^[0-7]/.test(rest)) return String.fromCharCode(parseInt(rest, 8) & 255);
  return rest === '"' || rest === "'" ? rest : unescape(whole).text;
}

const numeric = (kind: string): boolean => /[diouxXeEfFgG]/.test(kind);

function pad(text: string, width: number, flags: string): string {
  const size = Math.abs(width);
  if (flags.includes('-') || width < 0) return text.padEnd(size);
  if (!flags.includes('0')) return text.padStart(size);
  const sign = /^[+-]/.test(text) ? text.charAt(0) : '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}

function convert(
  kind: string,
  value: string | undefined,
  precision: number | undefined,
  flags: string,
  errors: string[],
): string {
  if (kind === 's') return (value ?? '').slice(0, precision);
  if (kind === 'c') return (value ?? '').slice(0, 1);
  if (kind === 'q') return value ? (/[\0-\x1f]/.test(value) ? shellQuote(value) : backslash(value)) : "''";
  if (/[eEfFgG]/.test(kind)) {
    const n = Number(value ?? 0);
    if (Number.isNaN(n)) errors.push(`${value}: invalid number`);
    const safe = Number.isNaN(n) ? parseFloat(value ?? '') || 0 : n;
    const text = float(kind, safe, precision);
    return flags.includes('+') && safe >= 0 ? `+${text}` : text;
  }
  const n = integer(value, errors);
  if (kind === 'd' || kind === 'i') {
    const digits = String(n < 0n ? -n : n).padStart(precision ?? 1, '0');
    return (n < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
  }
  const unsigned = BigInt.asUintN(64, n);
  if (kind === 'u') return String(unsigned);
  if (kind === 'o') return (flags.includes('#') ? '0' : '') + unsigned.toString(8);
  const hex = unsigned.toString(16).padStart(precision ?? 1, '0');
  return (flags.includes('#') ? '0x' : '') + (kind === 'X' ? hex.toUpperCase() : hex);
}

function float(kind: string, n: number, precision = 6): string {
  const text = /[fF]/.test(kind)
    ? formatFloat(n, precision)
    : /[eE]/.test(kind)
      ? formatScientific(n, precision)
      : formatGeneral(n, precision);
  return kind === kind.toUpperCase() ? text.toUpperCase() : text;
}

function integer(value: string | undefined, errors: string[]): bigint {
  if (value === undefined || value === '') return 0n;
  if (/^['"]./.test(value)) return BigInt(value.codePointAt(1) ?? 0);
  const m = /^\s*([+-]?)(0[xX][\da-fA-F]+|\d+)/.exec(value);
  if (!m || m[0].length < value.length) errors.push(`${value}: invalid number`);
  if (!m) return 0n;
  const digits = m[2] ?? '0';
  const n = /^0\d/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return m[1] === '-' ? -n : n;
}
