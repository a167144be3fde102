import type { TestExpression } from 'unbash';
import type { Stat } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { arithmetic } from './arithmetic.ts';
import { expandPattern, expandPieces, expandText } from './expand.ts';
import { textOf } from './fields.ts';
import { ShellError } from './flow.ts';
import { classes, matches } from './pattern.ts';
import type { Io, Shell } from './state.ts';

/** Evaluates `[[ expression ]]`. */
export function* condition(sh: Shell, node: TestExpression, io: Io): Co<boolean> {
  switch (node.type) {
    case 'TestLogical':
      for (const operand of node.operands) {
        const value = yield* condition(sh, operand, io);
        if (value !== (node.operator === '&&')) return value;
      }
      return node.operator === '&&';
    case 'TestNot':
      return (yield* condition(sh, node.operand, io)) !== (node.negations.length % 2 === 1);
    case 'TestGroup':
      return yield* condition(sh, node.expression, io);
    case 'TestUnary':
      return unary(sh, io, node.operator, yield* expandText(sh, node.operand, io));
    case 'TestBinary': {
      const left = yield* expandText(sh, node.left, io);
      if (['=', '==', '!='].includes(node.operator))
        return matches(yield* expandPattern(sh, node.right, io), left) !== (node.operator === '!=');
      if (node.operator === '=~') return yield* matchRegex(sh, left, node, io);
      const right = yield* expandText(sh, node.right, io);
      if (node.operator in numeric)
        return compare(node.operator, arithmetic(left, sh.vars), arithmetic(right, sh.vars));
      return binary(sh, node.operator, left, right);
    }
  }
}

function* matchRegex(sh: Shell, text: string, node: TestExpression & { type: 'TestBinary' }, io: Io): Co<boolean> {
  const pieces = yield* expandPieces(sh, node.right, io);
  const source = pieces.map((p) => (p.quoted ? p.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : p.text)).join('');
  let found: RegExpExecArray | null;
  try {
    found = new RegExp(posix(source)).exec(text);
  } catch {
    throw new ShellError(`${textOf(pieces)}: invalid regular expression`, 2);
  }
  sh.vars.setArray(
    'BASH_REMATCH',
    (found ?? []).map((group, i) => [String(i), group ?? '']),
  );
  return found !== null;
}

/** Character classes of POSIX regular expressions, in JavaScript's spelling. */
function posix(source: string): string {
  return source.replace(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
}

const numeric: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

const compare = (operator: string, a: bigint, b: bigint): boolean => numeric[operator]?.(a, b) ?? false;

const fileTests: Readonly<Record<string, (stat: Stat) => boolean>> = {
  e: () => true,
  a: () => true,
  f: (s) => s.kind === 'file' || s.kind === 'program',
  d: (s) => s.kind === 'directory',
  c: (s) => s.kind === 'device',
  s: (s) => s.size > 0,
  r: (s) => (s.mode & 0o444) !== 0,
  w: () => true,
  x: (s) => (s.mode & 0o111) !== 0 || s.kind === 'directory',
  L: (s) => s.kind === 'symlink',
  h: (s) => s.kind === 'symlink',
  O: () => true,
  G: () => true,
  b: () => false,
  p: () => false,
  k: () => false,
  g: (s) => (s.mode & 0o2000) !== 0,
  u: (s) => (s.mode & 0o4000) !== 0,
};

export const unaryOperators = /^-[a-hknoprstuvwxzGLNORS]$/;

/** A test of one operand: `-n text`, `-f path`, `-v name` … */
export function unary(sh: Shell, io: Io, operator: string, operand: string): boolean {
  const letter = operator.slice(1);
  if (letter === 'n') return operand !== '';
  if (letter === 'z') return operand === '';
  if (letter === 'v') return sh.vars.find(operand)?.value !== undefined;
  if (letter === 'o') return sh.options.has(operand);
  if (letter === 't') return io.get(Number(operand))?.kind === 'tty';
  if (letter === 'S') return sh.self.host.root === sh.self.space && sh.self.host.sockets.has(sh.self.resolve(operand));
  const stat = statOf(sh, operand, letter !== 'L' && letter !== 'h');
  return stat !== undefined && (fileTests[letter]?.(stat) ?? false);
}

function statOf(sh: Shell, path: string, followLink = true): Stat | undefined {
  if (path === '') return undefined;
  try {
    return sh.self.space.files.stat(sh.self.resolve(path), { followLink });
  } catch {
    return undefined;
  }
}

export const binaryOperators = /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

/** A test of two operands, as `test` has them: without patterns. Throws ShellError for what is no number. */
export function binary(sh: Shell, operator: string, left: string, right: string): boolean {
  if (operator === '=' || operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  if (operator in numeric) return compare(operator, integer(left), integer(right));
  const [a, b] = [statOf(sh, left), statOf(sh, right)];
  if (operator === '-ef') return a !== undefined && b !== undefined && a.inode === b.inode;
  if (operator === '-nt') return a !== undefined && (b === undefined || a.mtime > b.mtime);
  return b !== undefined && (a === undefined || a.mtime < b.mtime);
}

function integer(text: string): bigint {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new ShellError(`${text}: integer expression expected`, 2);
  return BigInt(text.trim().replace(/^\+/, ''));
}
