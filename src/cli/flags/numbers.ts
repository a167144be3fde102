/* How Go and docker/cli read numbers, spans and sizes; the errors are theirs. */

const quoted = (text: string): string => JSON.stringify(text);

function integer(fn: string, text: string, signed: boolean, low: number, high: number): number {
  const digits = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/.exec(text);
  if (!digits || (!signed && digits[1])) throw new Error(`strconv.${fn}: parsing ${quoted(text)}: invalid syntax`);
  const body = digits[2] as string;
  const size = Number(/^0[0-7]/.test(body) ? `0o${body.slice(1)}` : body);
  const value = digits[1] === '-' ? -size : size;
  if (value < low || value > high) throw new Error(`strconv.${fn}: parsing ${quoted(text)}: value out of range`);
  return value;
}

/** strconv.ParseInt(text, 0, 64), as far as a number is exact. */
export const int = (text: string): number => integer('ParseInt', text, true, -(2 ** 63), 2 ** 63 - 1);

/** strconv.ParseUint(text, 0, bits). */
export const uint = (text: string, bits = 64): number => integer('ParseUint', text, false, 0, 2 ** bits - 1);

/** strconv.ParseBool. */
export function bool(text: string): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${quoted(text)}: invalid syntax`);
}

/** strconv.ParseFloat. */
export function float(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    throw new Error(`strconv.ParseFloat: parsing ${quoted(text)}: invalid syntax`);
  return Number(text);
}

const nanoseconds: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** time.ParseDuration: nanoseconds. */
export function duration(text: string): number {
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0;
  let total = 0;
  let rest = body;
  while (rest !== '' || body === '') {
    const [all, count, unit] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (all === undefined) throw new Error(`time: invalid duration ${quoted(text)}`);
    if (!unit) throw new Error(`time: missing unit in duration ${quoted(text)}`);
    const scale = nanoseconds[unit];
    if (!scale) throw new Error(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`);
    total += Math.trunc(Number(count) * scale);
    rest = rest.slice(all.length);
  }
  return text.startsWith('-') ? -total : total;
}

/** units.RAMInBytes: base 1024, `b k m g t p` with `b` or `ib` after it. */
export function bytes(text: string): number {
  const at = text.search(/[^\d.]*$/);
  const number = text.slice(0, at).trim();
  const suffix = text.slice(at).trim().toLowerCase();
  if (!/\d$/.test(text.slice(0, at)) || !/^(\d+\.?\d*|\.\d+)$/.test(number)) throw new Error(`invalid size: '${text}'`);
  const power = /^([kmgtp]?)(i?b)?$/.exec(suffix);
  if (!power || (suffix.endsWith('ib') && !power[1])) throw new Error(`invalid suffix: '${suffix}'`);
  return Math.trunc(Number(number) * 1024 ** (power[1] ? 'kmgtp'.indexOf(power[1]) + 1 : 0));
}

/** opts.ParseCPUs: nano CPUs. */
export function cpus(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    throw new Error(`failed to parse ${text} as a rational number`);
  if (/\.\d{9}\d*[1-9]/.test(text)) throw new Error('value is too precise');
  return Math.round(Number(text) * 1e9);
}
