import type { Co } from '../../sim/index.ts';
import { binary, binaryOperators, unary, unaryOperators } from '../condition.ts';
import { ShellError } from '../flow.ts';
import type { Io, Shell } from '../state.ts';
import type { Builtin } from './table.ts';

/** `test` by the number of its arguments, as POSIX has it; longer ones with -a, -o and parentheses. */
export function evaluateTest(sh: Shell, args: readonly string[], io: Io): boolean {
  const [a = '', b = '', c = ''] = args;
  if (args.length === 0) return false;
  if (args.length === 1) return a !== '';
  if (args.length === 2) {
    if (a === '!') return b === '';
    if (unaryOperators.test(a)) return unary(sh, io, a, b);
    throw new ShellError(`${a}: unary operator expected`, 2);
  }
  if (args.length === 3) {
    if (binaryOperators.test(b)) return binary(sh, b, a, c);
    if (b === '-a') return a !== '' && c !== '';
    if (b === '-o') return a !== '' || c !== '';
    if (a === '!') return !evaluateTest(sh, args.slice(1), io);
    if (a === '(' && c === ')') return b !== '';
    throw new ShellError(`${b}: binary operator expected`, 2);
  }
  if (args.length === 4 && a === '!') return !evaluateTest(sh, args.slice(1), io);
  return new Parser(sh, args, io).run();
}

class Parser {
  readonly #sh: Shell;
  readonly #args: readonly string[];
  readonly #io: Io;
  #i = 0;

  constructor(sh: Shell, args: readonly string[], io: Io) {
    this.#sh = sh;
    this.#args = args;
    this.#io = io;
  }

  run(): boolean {
    const value = this.#or();
    if (this.#i < this.#args.length) throw new ShellError('too many arguments', 2);
    return value;
  }

  #next(): string {
    const word = this.#args[this.#i++];
    if (word === undefined) throw new ShellError('argument expected', 2);
    return word;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#args[this.#i] === '-o') {
      this.#i++;
      value = this.#and() || value;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#primary();
    while (this.#args[this.#i] === '-a') {
      this.#i++;
      value = this.#primary() && value;
    }
    return value;
  }

  #primary(): boolean {
    const word = this.#next();
    if (word === '!') return !this.#primary();
    if (word === '(') {
      const value = this.#or();
      if (this.#next() !== ')') throw new ShellError("`)' expected", 2);
      return value;
    }
    const operator = this.#args[this.#i] ?? '';
    if (binaryOperators.test(operator)) {
      this.#i++;
      return binary(this.#sh, operator, word, this.#next());
    }
    if (unaryOperators.test(word)) return unary(this.#sh, this.#io, word, this.#next());
    return word !== '';
  }
}

function* bracket(sh: Shell, args: string[], io: Io): Co<number> {
  if (args.at(-1) !== ']') throw new ShellError("missing `]'", 2);
  return Number(!evaluateTest(sh, args.slice(0, -1), io));
}

export const test: Readonly<Record<string, Builtin>> = {
  *test(sh, args, io) {
    return Number(!evaluateTest(sh, args, io));
  },
  '[': bracket,
};
