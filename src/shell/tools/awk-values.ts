import type { Stmt } from './awk-parser.ts';
import { Failure } from './options.ts';

/** A value: a number, a string, or text from input that counts as a number where it looks like one. */
export type Value = number | string | { readonly input: string };
export type Table = Map<string, Value>;

/** What input must look like to count as a number. */
export const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

export const toNumber = (v: Value): number => {
  if (typeof v === 'number') return v;
  const m = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(typeof v === 'string' ? v : v.input);
  return m ? Number(m[0]) : 0;
};

export const isNumber = (v: Value): boolean =>
  typeof v === 'number' || (typeof v === 'object' && NUMERIC.test(v.input));

/** Arithmetic by operator. Throws Failure on a division by zero. */
export function calculate(op: string, a: number, b: number): number {
  if ((op === '/' || op === '%') && b === 0) throw new Failure('division by zero', 2);
  if (op === '^') return power(a, b);
  return { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b }[op] ?? 0;
}

/** Exactly rounded, as IEEE 754 demands of every engine, unlike the other irrational functions. */
export function squareRoot(x: number): number {
  // eslint-disable-next-line no-restricted-syntax -- the same in every engine, see above
  return Math.sqrt(x);
}

/** Whole powers by squaring, so that every engine gives the same digits; others are refused. */
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent)) {
    if (exponent === 0.5) return squareRoot(base);
    throw new Failure('powers that are no whole numbers are not emulated', 2);
  }
  let [result, factor, n] = [1, base, Math.abs(exponent)];
  for (; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= factor;
    factor *= factor;
  }
  return exponent < 0 ? 1 / result : result;
}

/** Whether a function's body uses a parameter as an array. */
export function usesAsArray(body: Stmt, name: string): boolean {
  const source = JSON.stringify(body);
  return (
    source.includes(`"t":"index","name":"${name}"`) ||
    source.includes(`"array":"${name}"`) ||
    source.includes(`"name":"split","args":`)
  );
}

/** A jump out of the running code; `exit` carries its status, `return` its value. */
export class Jump extends Error {
  readonly kind: 'break' | 'continue' | 'next' | 'exit' | 'return';
  readonly value: Value;

  constructor(kind: Jump['kind'], value: Value = '') {
    super(kind);
    this.kind = kind;
    this.value = value;
  }
}
