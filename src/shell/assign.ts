import type { ArrayValue, Assignment, Word } from 'unbash';
import type { Co } from '../sim/index.ts';
import { arithmetic } from './arithmetic.ts';
import { expandText, expandWords } from './expand.ts';
import { subscript } from './parameter.ts';
import type { Io, Shell } from './state.ts';

/** Carries out `name=value`, `name+=value`, `name[i]=value`, `name=(…)`. */
export function* assign(sh: Shell, item: Assignment, io: Io): Co<void> {
  const { name, value } = item;
  const variable = sh.vars.find(name);
  if (value.type === 'ArrayValue') return yield* assignArray(sh, name, value, item.append === true, io);
  let text = yield* assignedText(sh, value, io);
  if (item.index) {
    const key = yield* subscript(sh, name, item.index, io);
    const old = item.append ? (sh.vars.elements(name).find(([k]) => k === key)?.[1] ?? '') : '';
    sh.vars.setElement(name, key, old + text);
    return;
  }
  if (variable?.integer) {
    const sum = arithmetic(text, sh.vars) + (item.append ? arithmetic(sh.vars.get(name) ?? '', sh.vars) : 0n);
    text = String(sum);
  } else if (item.append) text = (sh.vars.get(name) ?? '') + text;
  if (sh.options.has('allexport')) sh.vars.declare(name, false, { exported: true });
  sh.vars.set(name, text);
}

/** In an assignment a tilde is expanded after each colon too. */
function* assignedText(sh: Shell, value: Word, io: Io): Co<string> {
  const text = yield* expandText(sh, value, io);
  if (value.parts || !value.text.includes(':~')) return text;
  return text.replace(/:~(?=\/|:|$)/g, `:${sh.vars.get('HOME') ?? '/root'}`);
}

function* assignArray(sh: Shell, name: string, value: ArrayValue, append: boolean, io: Io): Co<void> {
  const elements = new Map(append ? sh.vars.elements(name) : []);
  let next = Math.max(-1, ...[...elements.keys()].map(Number)) + 1;
  const associative = sh.vars.find(name)?.associative === true;
  for (const word of value.elements) {
    const keyed = /^\[(.+?)\]=/.exec(word.text);
    if (keyed) {
      const text = yield* expandText(sh, word, io);
      const [whole, key = ''] = /^\[([^\]]*)\]=/.exec(text) ?? [''];
      const index = associative ? key : String(arithmetic(key, sh.vars));
      elements.set(index, text.slice(whole.length));
      next = Number(index) + 1;
      continue;
    }
    for (const text of yield* expandWords(sh, [word], io)) elements.set(String(next++), text);
  }
  sh.vars.setArray(name, elements);
}

/**
 * An assignment among the arguments of `export`, `local`, `declare` …: its value is expanded without splitting. Arrays
 * are kept for the builtin in the form that it reads back.
 */
export function* assignDeclared(sh: Shell, item: Assignment, io: Io): Co<string> {
  if (item.value.type === 'ArrayValue') {
    sh.deferred.push(item);
    return item.name;
  }
  const operator = item.append ? '+=' : '=';
  const index = item.index ? `[${yield* expandText(sh, item.index, io)}]` : '';
  return `${item.name}${index}${operator}${yield* assignedText(sh, item.value, io)}`;
}
