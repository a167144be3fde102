import type { Co } from '../../sim/index.ts';
import { arithmetic } from '../arithmetic.ts';
import { assign } from '../assign.ts';
import { ShellError } from '../flow.ts';
import { write } from '../io.ts';
import { doubleQuote } from '../quote.ts';
import type { Io, Shell } from '../state.ts';
import type { Variable } from '../variables.ts';
import type { Builtin } from './table.ts';

type Attributes = Partial<Pick<Variable, 'exported' | 'readonly' | 'integer' | 'associative'>>;

const flags: Readonly<Record<string, Attributes>> = {
  x: { exported: true },
  r: { readonly: true },
  i: { integer: true },
  A: { associative: true },
  a: {},
  g: {},
  p: {},
  f: {},
  F: {},
  n: {},
};

interface Parsed {
  options: Set<string>;
  names: string[];
  attributes: Attributes;
}

function parseFlags(args: readonly string[]): Parsed {
  const options = new Set<string>();
  const attributes: Attributes = {};
  let i = 0;
  for (; i < args.length && /^[-+]./.test(args[i] ?? ''); i++) {
    const word = args[i] ?? '';
    if (word === '--') {
      i++;
      break;
    }
    for (const letter of word.slice(1)) {
      const found = flags[letter];
      if (!found) throw new ShellError(`${word.charAt(0)}${letter}: invalid option`, 2);
      options.add(letter);
      if (word.startsWith('+')) for (const key of Object.keys(found)) attributes[key as keyof Attributes] = false;
      else Object.assign(attributes, found);
    }
  }
  return { options, names: args.slice(i), attributes };
}

/** Declares names: `name`, `name=value`, `name+=value`, `name[i]=value`, or an array kept back by the evaluator. */
function* declareNames(
  sh: Shell,
  names: readonly string[],
  local: boolean,
  attributes: Attributes,
  io: Io,
): Co<number> {
  const deferred = sh.deferred.splice(0);
  const { readonly, ...others } = attributes;
  let status = 0;
  for (const word of names) {
    const m = /^([A-Za-z_]\w*)(?:\[(.*?)\])?(?:(\+?=)([^]*))?$/.exec(word);
    if (!m) {
      yield* write(io, 2, `${sh.prefix}: export: \`${word}': not a valid identifier\n`);
      status = 1;
      continue;
    }
    const [, name = '', key, operator, value = ''] = m;
    const variable = sh.vars.declare(name, local, others);
    const array = deferred.find((item) => item.name === name);
    if (array) yield* assign(sh, array, io);
    else if (key !== undefined && operator) sh.vars.setElement(name, key, value);
    else if (operator) {
      const old = operator === '+=' ? (sh.vars.get(name) ?? '') : '';
      sh.vars.set(name, variable.integer ? String(arithmetic(old + value, sh.vars)) : old + value);
    }
    if (readonly !== undefined) sh.vars.declare(name, local, { readonly });
  }
  return status;
}

const letters = (v: Variable): string =>
  `${v.value instanceof Map ? (v.associative ? 'A' : 'a') : ''}${v.integer ? 'i' : ''}${v.readonly ? 'r' : ''}${v.exported ? 'x' : ''}`;

function line(sh: Shell, name: string, variable: Variable): string {
  const head = `declare -${letters(variable) || '-'} ${name}`;
  if (variable.value === undefined) return `${head}\n`;
  if (!(variable.value instanceof Map)) return `${head}=${doubleQuote(variable.value)}\n`;
  const items = sh.vars.elements(name).map(([key, value]) => `[${key}]=${doubleQuote(value)}`);
  return `${head}=(${items.join(' ')}${variable.associative && items.length > 0 ? ' ' : ''})\n`;
}

function* list(sh: Shell, names: readonly string[], io: Io, want: (v: Variable) => boolean): Co<number> {
  let status = 0;
  for (const name of names.length > 0 ? names : sh.vars.names()) {
    const variable = sh.vars.find(name);
    if (variable && (names.length > 0 || want(variable))) yield* write(io, 1, line(sh, name, variable));
    else if (!variable) {
      yield* write(io, 2, `${sh.prefix}: declare: ${name}: not found\n`);
      status = 1;
    }
  }
  return status;
}

const declare: Builtin = function* (sh, args, io) {
  const { options, names, attributes } = parseFlags(args);
  if (options.has('F') || options.has('f')) {
    const known = names.length > 0 ? names.filter((name) => sh.functions.has(name)) : [...sh.functions.keys()].sort();
    for (const name of known) yield* write(io, 1, names.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
    return Number(known.length < names.length);
  }
  if (options.has('p') || names.length === 0)
    return yield* list(sh, names, io, (v) =>
      Object.entries(attributes).every(([k, on]) => v[k as keyof Attributes] === on),
    );
  return yield* declareNames(sh, names, !options.has('g'), attributes, io);
};

export const declarations: Readonly<Record<string, Builtin>> = {
  declare,
  typeset: declare,
  *local(sh, args, io) {
    if (sh.calls.length === 0) throw new ShellError('can only be used in a function');
    const { names, attributes } = parseFlags(args);
    return yield* declareNames(sh, names, true, attributes, io);
  },
  *export(sh, args, io) {
    const { options, names } = parseFlags(args);
    if (names.length === 0) return yield* list(sh, [], io, (v) => v.exported);
    return yield* declareNames(sh, names, false, { exported: !options.has('n') }, io);
  },
  *readonly(sh, args, io) {
    const { names } = parseFlags(args);
    if (names.length === 0) return yield* list(sh, [], io, (v) => v.readonly);
    return yield* declareNames(sh, names, false, { readonly: true }, io);
  },
  *unset(sh, args) {
    const functions = args[0] === '-f';
    for (const name of args.filter((word) => !/^-[fvn]$/.test(word))) {
      const m = /^(\w+)\[(.+)\]$/.exec(name);
      if (functions) sh.functions.delete(name);
      else if (m) sh.vars.unset(m[1] ?? '', m[2]);
      else if (sh.vars.find(name)) sh.vars.unset(name);
      else if (args[0] !== '-v') sh.functions.delete(name);
    }
    return 0;
  },
};
