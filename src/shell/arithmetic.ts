import { ShellError } from './flow.ts';
import type { Variables } from './variables.ts';

type Thunk = () => bigint;

/** A name that can be assigned to: a variable or an element of an array. */
interface Place {
  read: Thunk;
  write: (value: bigint) => bigint;
}

const wrap = (n: bigint): bigint => BigInt.asIntN(64, n);
const truth = (b: boolean): bigint => (b ? 1n : 0n);

/** Binary operators by how tightly they bind; `&&`, `||` and the assignments are apart, since they do not always read both. */
const binary: Readonly<Record<string, [number, (a: bigint, b: bigint) => bigint]>> = {
  '|': [3, (a, b) => a | b],
  '^': [4, (a, b) => a ^ b],
  '&': [5, (a, b) => a & b],
  '==': [6, (a, b) => truth(a === b)],
  '!=': [6, (a, b) => truth(a !== b)],
  '<': [7, (a, b) => truth(a < b)],
  '>': [7, (a, b) => truth(a > b)],
  '<=': [7, (a, b) => truth(a <= b)],
  '>=': [7, (a, b) => truth(a >= b)],
  '<<': [8, (a, b) => wrap(a << (b & 63n))],
  '>>': [8, (a, b) => a >> (b & 63n)],
  '+': [9, (a, b) => wrap(a + b)],
  '-': [9, (a, b) => wrap(a - b)],
  '*': [10, (a, b) => wrap(a * b)],
  '/': [10, (a, b) => wrap(a / b)],
  '%': [10, (a, b) => a % b],
  '**': [11, (a, b) => wrap(a ** b)],
};

const TOKEN =
  /\s*(0[xX][\da-fA-F]+|\d+#[\w@]+|\d+|[A-Za-z_]\w*|\*\*|<<=|>>=|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\+\+|--|\S)/y;

/**
 * The value of an arithmetic expression (64-bit integers), as in `$(( ))`: `text` has been expanded already.
 * Throws ShellError with bash's words.
 */
export function arithmetic(text: string, vars: Variables, unset: 'zero' | 'error' = 'zero', depth = 0): bigint {
  if (text.trim() === '') return 0n;
  if (depth > 100) throw new ShellError(`${text}: expression recursion level exceeded (error token is "${text}")`);
  return new Expression(text, vars, unset, depth).value();
}

class Expression {
  readonly #text: string;
  readonly #vars: Variables;
  readonly #unset: 'zero' | 'error';
  readonly #depth: number;
  #tokens: { text: string; at: number }[] = [];
  #i = 0;

  constructor(text: string, vars: Variables, unset: 'zero' | 'error', depth: number) {
    this.#text = text.trimStart();
    this.#vars = vars;
    this.#unset = unset;
    this.#depth = depth;
    TOKEN.lastIndex = 0;
    for (let m = TOKEN.exec(this.#text); m; m = TOKEN.exec(this.#text))
      this.#tokens.push({ text: m[1] ?? '', at: TOKEN.lastIndex - (m[1] ?? '').length });
  }

  value(): bigint {
    const thunk = this.#comma();
    if (this.#i < this.#tokens.length) this.#fail('syntax error in expression');
    return thunk();
  }

  #peek(): string {
    return this.#tokens[this.#i]?.text ?? '';
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#i++;
    return true;
  }

  #fail(what: string, at = this.#i): never {
    const rest = this.#text.slice(this.#tokens[at]?.at ?? this.#tokens.at(-1)?.at ?? 0);
    throw new ShellError(`${this.#text}: ${what} (error token is "${rest}")`, 1, true);
  }

  #comma(): Thunk {
    let left = this.#assignment();
    while (this.#accept(',')) {
      const [first, second] = [left, this.#assignment()];
      left = () => (first(), second());
    }
    return left;
  }

  #assignment(): Thunk {
    const start = this.#i;
    if (/^[A-Za-z_]/.test(this.#peek())) {
      const place = this.#place();
      const operator = this.#peek();
      if (
        operator === '=' ||
        (operator.endsWith('=') && operator.slice(0, -1) in binary && !/^[<>=!]=$/.test(operator))
      ) {
        this.#i++;
        const right = this.#assignment();
        const combine = binary[operator.slice(0, -1)]?.[1];
        return () => place.write(combine ? combine(place.read(), right()) : right());
      }
      this.#i = start;
    }
    return this.#ternary();
  }

  #ternary(): Thunk {
    const test = this.#or();
    if (!this.#accept('?')) return test;
    const yes = this.#assignment();
    if (!this.#accept(':')) this.#fail("`:' expected for conditional expression");
    const no = this.#assignment();
    return () => (test() ? yes() : no());
  }

  #or(): Thunk {
    let left = this.#and();
    while (this.#accept('||')) {
      const [a, b] = [left, this.#and()];
      left = () => truth(Boolean(a()) || Boolean(b()));
    }
    return left;
  }

  #and(): Thunk {
    let left = this.#binary(3);
    while (this.#accept('&&')) {
      const [a, b] = [left, this.#binary(3)];
      left = () => truth(Boolean(a()) && Boolean(b()));
    }
    return left;
  }

  #binary(minimum: number): Thunk {
    let left = this.#unary();
    for (;;) {
      const operator = this.#peek();
      const entry = binary[operator];
      if (!entry || entry[0] < minimum) return left;
      this.#i++;
      const at = this.#i;
      const right = this.#binary(operator === '**' ? entry[0] : entry[0] + 1);
      const a = left;
      left = () => {
        const [x, y] = [a(), right()];
        if (y === 0n && (operator === '/' || operator === '%')) this.#fail('division by 0', at);
        if (y < 0n && operator === '**') this.#fail('exponent less than 0', at);
        return entry[1](x, y);
      };
    }
  }

  #unary(): Thunk {
    for (const [token, step] of [
      ['++', 1n],
      ['--', -1n],
    ] as const)
      if (this.#peek() === token && /^[A-Za-z_]/.test(this.#tokens[this.#i + 1]?.text ?? '')) {
        this.#i++;
        const place = this.#place();
        return () => place.write(place.read() + step);
      }
    if (this.#accept('-') || this.#accept('--')) return negate(this.#unary());
    if (this.#accept('+') || this.#accept('++')) return this.#unary();
    if (this.#accept('!')) return invert(this.#unary());
    if (this.#accept('~')) return complement(this.#unary());
    return this.#primary();
  }

  #primary(): Thunk {
    const token = this.#peek();
    if (this.#accept('(')) {
      const inner = this.#comma();
      if (!this.#accept(')')) this.#fail("missing `)'");
      return inner;
    }
    if (/^\d/.test(token)) {
      const value = this.#number(token);
      this.#i++;
      return () => value;
    }
    if (!/^[A-Za-z_]/.test(token)) this.#fail('syntax error: operand expected');
    const place = this.#place();
    for (const [token, step] of [
      ['++', 1n],
      ['--', -1n],
    ] as const)
      if (this.#accept(token))
        return () => {
          const old = place.read();
          place.write(old + step);
          return old;
        };
    return place.read;
  }

  #number(token: string): bigint {
    const hash = token.indexOf('#');
    if (hash > 0) return this.#based(Number(token.slice(0, hash)), token.slice(hash + 1));
    if (/^0\d+$/.test(token)) return this.#based(8, token);
    return wrap(BigInt(token));
  }

  #based(base: number, digits: string): bigint {
    let value = 0n;
    for (const c of base <= 36 ? digits.toLowerCase() : digits) {
      const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'.indexOf(c);
      if (digit < 0 || digit >= base) this.#fail('value too great for base');
      value = value * BigInt(base) + BigInt(digit);
    }
    return wrap(value);
  }

  /** A variable's text is itself an expression. */
  #evaluate(text: string | undefined, name: string): bigint {
    if (text === undefined && this.#unset === 'error') throw new ShellError(`${name}: unbound variable`, 1, true);
    if (text === undefined || text === '') return 0n;
    if (/^[1-9]\d{0,17}$/.test(text)) return BigInt(text);
    return arithmetic(text, this.#vars, this.#unset, this.#depth + 1);
  }

  #place(): Place {
    const name = this.#peek();
    this.#i++;
    const vars = this.#vars;
    if (this.#peek() !== '[')
      return {
        read: () => this.#evaluate(vars.get(name), name),
        write: (value) => (vars.set(name, String(wrap(value))), wrap(value)),
      };
    const open = this.#tokens[this.#i]?.at ?? 0;
    this.#i++;
    const inner = this.#comma();
    const close = this.#tokens[this.#i]?.at ?? 0;
    if (!this.#accept(']')) this.#fail('bad array subscript');
    const literal = this.#text.slice(open + 1, close);
    const key = (): string => (vars.find(name)?.associative ? literal : String(inner()));
    return {
      read: () => {
        const k = key();
        return this.#evaluate(vars.elements(name).find(([other]) => other === k)?.[1], name);
      },
      write: (value) => (vars.setElement(name, key(), String(wrap(value))), wrap(value)),
    };
  }
}

const negate =
  (thunk: Thunk): Thunk =>
  () =>
    wrap(-thunk());
const invert =
  (thunk: Thunk): Thunk =>
  () =>
    truth(thunk() === 0n);
const complement =
  (thunk: Thunk): Thunk =>
  () =>
    ~thunk();
