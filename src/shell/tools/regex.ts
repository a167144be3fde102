import { classes } from '../pattern.ts';
import { Failure } from './options.ts';

/** Escapes of GNU's regular expressions that JavaScript spells otherwise or lacks. */
const escapes: Readonly<Record<string, string>> = { '<': '\\b(?=\\w)', '>': '\\b(?<=\\w)', '`': '^', "'": '$' };

/** The JavaScript source of a POSIX regular expression. @param extended ERE; else BRE, where `\(` groups */
export function posixSource(pattern: string, extended: boolean): string {
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '[') {
      const [source, end] = bracket(pattern, i);
      out += source;
      i = end;
    } else if (c === '\\') {
      const next = pattern.charAt(++i);
      if (!extended && '(){}|+?'.includes(next)) out += next;
      else if (escapes[next] !== undefined) out += escapes[next];
      else if (/[wWsSbB1-9nt]/.test(next)) out += `\\${next}`;
      else out += /[\w\s]/.test(next) ? next : `\\${next}`;
    } else if (!extended && '(){}|+?'.includes(c)) out += `\\${c}`;
    else if (c === '*' && (out === '' || /(^|[^\\])(\(|\|)$/.test(out) || out === '^')) out += '\\*';
    else if (!extended && c === '^' && out !== '' && !/(\(|\|)$/.test(out)) out += '\\^';
    else if (!extended && c === '$' && i < pattern.length - 1 && !/^(\\\)|\\\|)/.test(pattern.slice(i + 1)))
      out += '\\$';
    else if (extended && c === '{' && !/^\{\d*,?\d*\}/.test(pattern.slice(i))) out += '\\{';
    else out += c === '/' ? '\\/' : c;
  }
  return out;
}

function bracket(pattern: string, start: number): [string, number] {
  let i = start + 1;
  let out = '[';
  if (pattern[i] === '^') {
    out += '^';
    i++;
  }
  for (let first = true; i < pattern.length; i++, first = false) {
    const c = pattern.charAt(i);
    if (c === ']' && !first) return [`${out}]`, i];
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i));
    if (named) {
      out += classes[named[1] ?? ''] ?? '';
      i += named[0].length - 1;
    } else if (c === '-') out += first || pattern[i + 1] === ']' ? '\\-' : '-';
    else if (c === '\\' && /[ntw]/.test(pattern[i + 1] ?? '')) out += `\\${pattern.charAt(++i)}`;
    else out += /[\]\\^[]/.test(c) ? `\\${c}` : c;
  }
  return ['\\[', start];
}

/** Compiles a POSIX regular expression. Throws Failure with grep's words. */
export function posixRegex(pattern: string, extended: boolean, flags = ''): RegExp {
  try {
    return new RegExp(posixSource(pattern, extended), flags);
  } catch (error) {
    const text = String(error);
    const why = /[Uu]nterminated group|[Uu]nmatched/.test(text)
      ? `Unmatched ${extended ? '' : '\\'}( or ${extended ? '' : '\\'})`
      : /class/.test(text)
        ? 'Unmatched [, [^, [:, [., or [='
        : 'Invalid regular expression';
    throw new Failure(why, 2);
  }
}
