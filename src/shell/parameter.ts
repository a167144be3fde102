import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word } from 'unbash';
import type { Co } from '../sim/index.ts';
import { calculate, expandInto, expandPattern, expandText } from './expand.ts';
import type { Fields } from './fields.ts';
import { ShellError } from './flow.ts';
import { patternSource } from './pattern.ts';
import { shellQuote } from './quote.ts';
import { parameter } from './special.ts';
import type { Io, Shell } from './state.ts';

/** What a parameter stands for: one value, or the list of `@` and `*`. */
interface Target {
  readonly name: string;
  /** Key of an array's element. */
  readonly key: string | undefined;
  /** Set for `@` and `*`: positional parameters or all elements. */
  readonly list: '@' | '*' | undefined;
  readonly values: readonly string[];
  readonly set: boolean;
}

/** Expands `$x` or `${x…}` into fields. */
export function* expandParameter(
  sh: Shell,
  part: SimpleExpansionPart | ParameterExpansionPart,
  io: Io,
  fields: Fields,
  quoted: boolean,
): Co<void> {
  if (part.type === 'SimpleExpansion') {
    const target = plainTarget(sh, part.text.slice(1));
    requireSet(sh, target);
    return emit(sh, target, target.values, fields, quoted);
  }
  if (part.operation?.type === 'Unknown') throw new ShellError(`${part.text}: bad substitution`, 1, true);
  if (part.operation?.type === 'Names') {
    const prefix = part.parameter;
    const found = sh.vars.names().filter((name) => name.startsWith(prefix));
    return emit(sh, list(found, part.operation.operator), found, fields, quoted);
  }
  let target = yield* targetOf(sh, part, io);
  if (part.prefix === '!') {
    if (target.list) {
      const keys = sh.vars.elements(target.name).map(([key]) => key);
      return emit(sh, target, keys, fields, quoted);
    }
    const name = target.values[0];
    if (name === undefined) throw new ShellError(`${part.parameter}: invalid indirect expansion`, 1, true);
    target = indirect(sh, name);
  }
  if (part.prefix === '#') {
    requireSet(sh, target);
    const length = target.list ? target.values.length : [...(target.values[0] ?? '')].length;
    return fields.add(String(length), quoted);
  }
  const operation = part.operation;
  if (operation?.type === 'Default') {
    const chosen = yield* alternative(sh, target, operation, io);
    if (chosen === 'value') return emit(sh, target, target.values, fields, quoted);
    if (chosen) yield* expandOperand(sh, chosen, io, fields, quoted);
    return;
  }
  requireSet(sh, target);
  const values = operation ? yield* operate(sh, target, operation, io) : target.values;
  emit(sh, target, values, fields, quoted);
}

function* expandOperand(sh: Shell, word: Word, io: Io, fields: Fields, quoted: boolean): Co<void> {
  if (quoted) fields.add(yield* expandText(sh, word, io, true), true);
  else if (word.parts) yield* expandInto(sh, word, io, fields);
  else fields.split(yield* expandText(sh, word, io));
}

function requireSet(sh: Shell, target: Target): void {
  if (!target.set && !target.list && sh.options.has('nounset'))
    throw new ShellError(`${target.name}: unbound variable`, 127, true);
}

function list(values: readonly string[], kind: '@' | '*', name: string = kind): Target {
  return { name, key: undefined, list: kind, values, set: values.length > 0 };
}

function plainTarget(sh: Shell, name: string): Target {
  if (name === '@' || name === '*') return list(sh.args, name);
  const value = parameter(sh, name);
  return {
    name,
    key: undefined,
    list: undefined,
    values: value === undefined ? [] : [value],
    set: value !== undefined,
  };
}

/** The target of `${!x}`, whose name is x's value: perhaps `a[1]` or `a[@]`. */
function indirect(sh: Shell, name: string): Target {
  const m = /^(\w+)\[(.+)\]$/.exec(name);
  if (!m) return plainTarget(sh, name);
  const [, base = '', key = ''] = m;
  if (key === '@' || key === '*')
    return list(
      sh.vars.elements(base).map(([, v]) => v),
      key,
      base,
    );
  return element(sh, base, key);
}

function element(sh: Shell, name: string, key: string): Target {
  const all = sh.vars.elements(name);
  const index = /^-\d+$/.test(key) ? String(Number(all.at(-1)?.[0] ?? -1) + 1 + Number(key)) : key;
  const value = all.find(([other]) => other === index)?.[1];
  return { name, key: index, list: undefined, values: value === undefined ? [] : [value], set: value !== undefined };
}

function* targetOf(sh: Shell, part: ParameterExpansionPart, io: Io): Co<Target> {
  const name = part.parameter;
  if (!part.index) return plainTarget(sh, name);
  if (name === 'PIPESTATUS') return computed(name, sh.pipeStatus.map(String), part.index.text);
  if (name === 'FUNCNAME') return computed(name, [...sh.calls].reverse(), part.index.text);
  const key = part.index.text;
  if (key === '@' || key === '*')
    return list(
      sh.vars.elements(name).map(([, value]) => value),
      key,
      name,
    );
  return element(sh, name, yield* subscript(sh, name, part.index, io));
}

/** An array that the shell computes. */
function computed(name: string, values: readonly string[], key: string): Target {
  if (key === '@' || key === '*') return list(values, key, name);
  const value = values[Number(key)];
  return { name, key, list: undefined, values: value === undefined ? [] : [value], set: value !== undefined };
}

/** The key that a subscript means: text for an associative array, else a number. */
export function* subscript(sh: Shell, name: string, index: Word, io: Io): Co<string> {
  if (sh.vars.find(name)?.associative) return yield* expandText(sh, index, io);
  return String(yield* calculate(sh, index.text, io));
}

/** Adds values to the fields as `$x`, `"$x"`, `$@`, `"$@"` or `"$*"` do. */
function emit(sh: Shell, target: Target, values: readonly string[], fields: Fields, quoted: boolean): void {
  const add = (value: string): void => (quoted ? fields.add(value, true) : fields.split(value));
  if (target.list === '*' && quoted) {
    const ifs = sh.vars.get('IFS');
    return fields.add(values.join(ifs === undefined ? ' ' : ifs.charAt(0)), true);
  }
  values.forEach((value, i) => {
    if (i > 0) fields.end();
    add(value);
  });
}

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

/** What `:-`, `:=`, `:?` and `:+` choose: the value, a word to expand, or nothing. */
function* alternative(sh: Shell, target: Target, operation: DefaultOperation, io: Io): Co<'value' | Word | undefined> {
  const colon = operation.operator.startsWith(':');
  const filled = target.set && (!colon || target.values.join(' ') !== '');
  const kind = operation.operator.replace(':', '');
  if (kind === '+') return filled ? operation.operand : undefined;
  if (filled) return 'value';
  if (kind === '-') return operation.operand;
  const text = yield* expandText(sh, operation.operand, io);
  if (kind === '?') {
    const message = text || (colon ? 'parameter null or not set' : 'parameter not set');
    throw new ShellError(`${target.name}: ${message}`, 127, true);
  }
  if (target.key !== undefined) sh.vars.setElement(target.name, target.key, text);
  else sh.vars.set(target.name, text);
  return operation.operand;
}

function* operate(sh: Shell, target: Target, operation: ParameterOperation, io: Io): Co<readonly string[]> {
  switch (operation.type) {
    case 'Remove': {
      const pattern = new RegExp(`^(?:${patternSource(yield* expandPattern(sh, operation.operand, io))})$`, 'u');
      return target.values.map((value) => remove(value, pattern, operation.operator));
    }
    case 'Replace': {
      const pattern = patternSource(yield* expandPattern(sh, operation.pattern, io));
      const replacement = yield* expandText(sh, operation.replacement, io);
      if (pattern === '' && !/[#%]/.test(operation.operator)) return target.values;
      const [head, tail] = [operation.operator === '/#' ? '^' : '', operation.operator === '/%' ? '$' : ''];
      const regex = new RegExp(`${head}(?:${pattern})${tail}`, operation.operator === '//' ? 'gu' : 'u');
      return target.values.map((value) => value.replace(regex, () => replacement));
    }
    case 'Slice': {
      const offset = Number(yield* calculate(sh, operation.offset.text, io));
      const length = operation.length && Number(yield* calculate(sh, operation.length.text, io));
      return slice(sh, target, offset, length);
    }
    case 'CaseModification': {
      const pattern = operation.operand ? yield* expandPattern(sh, operation.operand, io) : '?';
      const regex = new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
      const change = (c: string): string => (operation.operator.startsWith('^') ? c.toUpperCase() : c.toLowerCase());
      const all = operation.operator.length === 2;
      return target.values.map((value) =>
        [...value].map((c, i) => ((all || i === 0) && regex.test(c) ? change(c) : c)).join(''),
      );
    }
    case 'Transform':
      return target.values.map((value) => transform(value, operation.operand.text));
    default:
      return target.values;
  }
}

function remove(value: string, pattern: RegExp, operator: '#' | '##' | '%' | '%%'): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (operator.length === 2) lengths.reverse();
  const head = operator.startsWith('#');
  for (const n of lengths) {
    if (pattern.test(head ? value.slice(0, n) : value.slice(value.length - n)))
      return head ? value.slice(n) : value.slice(0, value.length - n);
  }
  return value;
}

function slice(sh: Shell, target: Target, offset: number, length: number | undefined): readonly string[] {
  const cut = <T>(all: T[]): T[] => {
    const start = offset < 0 ? Math.max(0, all.length + offset) : offset;
    if (length === undefined) return all.slice(start);
    const end = length < 0 ? all.length + length : start + length;
    if (end < start) throw new ShellError(`${length}: substring expression < 0`, 1, true);
    return all.slice(start, end);
  };
  if (!target.list) return target.values.map((value) => cut([...value]).join(''));
  // Of the positional parameters, 0 is $0.
  if (target.name === '@' || target.name === '*') return cut([sh.name, ...target.values]);
  const entries = sh.vars.elements(target.name);
  // Offsets of an array are subscripts: what is not set does not count towards the length.
  const start = offset < 0 ? Number(entries.at(-1)?.[0] ?? -1) + 1 + offset : offset;
  const found = entries.filter(([key]) => Number(key) >= start).map(([, value]) => value);
  return length === undefined ? found : found.slice(0, length);
}

function transform(value: string, operator: string): string {
  if (operator === 'Q') return shellQuote(value, true);
  if (operator === 'U') return value.toUpperCase();
  if (operator === 'L') return value.toLowerCase();
  if (operator === 'u') return value.charAt(0).toUpperCase() + value.slice(1);
  return value;
}
