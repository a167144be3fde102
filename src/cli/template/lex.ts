import { TemplateError } from './error.ts';

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'field'
  | 'variable'
  | 'word'
  | 'string'
  | 'number'
  | 'dot'
  | 'pipe'
  | 'left'
  | 'right'
  | 'declare'
  | 'assign'
  | 'comma'
  | 'space';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
}

const inside: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['declare', /:=/y],
  ['assign', /=/y],
  ['comma', /,/y],
  ['pipe', /\|/y],
  ['left', /\(/y],
  ['right', /\)/y],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F_]+|\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+)/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'/y],
  ['dot', /\./y],
];

/** The line of an offset, from 1. */
export const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length;

/** Cuts a template into tokens; `{{-` and `-}}` trim the text beside them. */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;
  const fail = (message: string, where: number): never => {
    throw new TemplateError(`template: :${lineOf(source, where)}: ${message}`);
  };
  while (at < source.length) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? source.length : open);
    const trims = open >= 0 && /^-\s/.test(source.slice(open + 2, open + 4));
    if (trimNext) text = text.trimStart();
    if (trims) text = text.trimEnd();
    if (text !== '') tokens.push({ kind: 'text', text, at });
    if (open < 0) break;
    at = open + (trims ? 3 : 2);
    const comment = /^\s*\/\*[^]*?\*\/\s*(-?)\}\}/.exec(source.slice(at));
    if (comment) {
      trimNext = comment[1] === '-';
      at += comment[0].length;
      continue;
    }
    tokens.push({ kind: 'open', text: '{{', at: open });
    for (;;) {
      const end = /\s-\}\}|\}\}/y;
      end.lastIndex = at;
      const closing = end.exec(source);
      if (closing) {
        tokens.push({ kind: 'close', text: '}}', at });
        trimNext = closing[0] !== '}}';
        at += closing[0].length;
        break;
      }
      if (at >= source.length || source[at] === '\n') fail('unclosed action', at);
      at = lexOne(source, at, tokens, fail);
    }
  }
  return tokens;
}

function lexOne(source: string, at: number, tokens: Token[], fail: (message: string, at: number) => never): number {
  for (const [kind, pattern] of inside) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) continue;
    tokens.push({ kind, text: match[0], at });
    return at + match[0].length;
  }
  const c = source[at] as string;
  if (c === '"') fail('unterminated quoted string', at);
  if (c === "'") fail('unterminated character constant', at);
  if (c === '`') fail('unterminated raw quoted string', at);
  const code = (source.codePointAt(at) as number).toString(16).toUpperCase().padStart(4, '0');
  return fail(`unrecognized character in action: U+${code} '${c}'`, at);
}
