/* Shell patterns. A pattern is a string in which a backslash makes the next character literal. */

const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** A text as a pattern that matches just it. */
export function literalPattern(text: string): string {
  return text.replace(/[\\*?[\]()|@!+]/g, '\\$&');
}

/** The text of a pattern without its backslashes. */
export function unescapePattern(pattern: string): string {
  return pattern.replace(/\\(.)/gs, '$1');
}

/** Whether a pattern has anything to match with: `*`, `?`, `[…]` or an extended operator. */
export function isPattern(pattern: string): boolean {
  return /[*?]|\[[^\]]*\]|[@!+]\(/.test(pattern.replace(/\\./gs, ''));
}

/** The regular expression (source) of a pattern; `path` keeps wildcards from matching a slash. */
export function patternSource(pattern: string, path = false): string {
  const any = path ? '[^/]' : '[^]';
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if ('?*+@!'.includes(c) && pattern[i + 1] === '(') {
      const end = closing(pattern, i + 1);
      if (end > 0) {
        const inner = alternatives(pattern.slice(i + 2, end))
          .map((p) => patternSource(p, path))
          .join('|');
        out += c === '!' ? `(?:(?!(?:${inner})$)${any}*)` : `(?:${inner})${c === '@' ? '' : c}`;
        i = end;
        continue;
      }
    }
    if (c === '*') out += `${any}*`;
    else if (c === '?') out += any;
    else if (c === '\\') out += (pattern[++i] ?? '\\').replace(SPECIAL, '\\$&');
    else if (c === '[') {
      const [source, end] = bracket(pattern, i);
      out += source;
      i = end;
    } else out += c.replace(SPECIAL, '\\$&');
  }
  return out;
}

/** Whether a pattern matches the whole of a text. */
export function matches(pattern: string, text: string): boolean {
  return wholePattern(pattern).test(text);
}

export function wholePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
  }
  return -1;
}

function alternatives(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '|' && depth === 0) {
      parts.push('');
      continue;
    }
    if (c === '(') depth++;
    if (c === ')') depth--;
    parts.push((parts.pop() ?? '') + (c === '\\' ? c + text.charAt(++i) : c));
  }
  return parts;
}

/** The members of `[:alpha:]` and its kin, as they stand inside a regular expression's brackets. */
export const classes: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  cntrl: '\\x00-\\x1f\\x7f',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
};

/** A bracket expression at `start`: its regular expression and where it ends. Unclosed: a literal `[`. */
function bracket(pattern: string, start: number): [string, number] {
  let i = start + 1;
  let out = '';
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  for (let first = true; i < pattern.length; i++, first = false) {
    const c = pattern.charAt(i);
    if (c === ']' && !first) return [`[${negated ? '^' : ''}${out}]`, i];
    const name = /^\[:(\w+):\]/.exec(pattern.slice(i));
    if (name) {
      out += classes[name[1] ?? ''] ?? '';
      i += name[0].length - 1;
    } else if (c === '\\') out += bracketed(pattern.charAt(++i));
    else out += c === '-' ? (first || pattern[i + 1] === ']' ? '\\-' : '-') : bracketed(c);
  }
  return ['\\[', start];
}

const bracketed = (c: string): string => (/[\]\\^[-]/.test(c) ? `\\${c}` : c);
