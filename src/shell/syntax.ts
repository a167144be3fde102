import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';

/** A text that the parser refused. */
export interface Malformed {
  /** The text ends in the middle of a construct: a prompt asks for more. */
  readonly incomplete: boolean;
  /** What is wrong, without `bash: `. */
  readonly message: string;
  /** Offset of the line that it is on. */
  readonly pos: number;
}

/** The closing character that an unterminated quotation or substitution lacks. */
const closers: readonly (readonly [RegExp, string])[] = [
  [/double quote/, '"'],
  [/single quote/, "'"],
  [/backtick|backquote/, '`'],
  [/parameter|brace expansion/, '}'],
  [/substitution|arithmetic|array|paren/, ')'],
  [/quote/, "'"],
];

/** What is wrong with a text; undefined: nothing. */
export function malformed(text: string, script: ParsedScript): Malformed | undefined {
  const error = script.errors?.[0];
  if (!error) return openEnd(text, script);
  const rest = text.slice(error.pos);
  if (error.message.startsWith('unterminated')) {
    const closer = closers.find(([pattern]) => pattern.test(error.message))?.[1] ?? ')';
    return { incomplete: true, message: `unexpected EOF while looking for matching \`${closer}'`, pos: error.pos };
  }
  const token = /^unexpected token '(.*)'$/s.exec(error.message)?.[1] ?? nextToken(rest);
  if (token === undefined)
    return { incomplete: true, message: 'syntax error: unexpected end of file', pos: text.length };
  return { incomplete: false, message: `syntax error near unexpected token \`${token}'`, pos: error.pos };
}

/** The token at the start of a text, comments and blanks left out; undefined at the end. */
function nextToken(text: string): string | undefined {
  const m = /^(?:[ \t]|\\\n|#[^\n]*)*(\n(?=\s*\S)|&&|\|\||;;|<<|>>|[;&|()<>]|[^\s;&|()<>]+)/.exec(text);
  if (m?.[1] === '\n') return 'newline';
  return m?.[1];
}

/** Ends that the parser lets pass but a prompt does not: a here-document without its end, a backslash at the end. */
function openEnd(text: string, script: ParsedScript): Malformed | undefined {
  const open = { incomplete: true, message: 'syntax error: unexpected end of file', pos: text.length };
  if (/(^|[^\\])(\\\\)*\\$/.test(text.replace(/#[^\n]*$/, ''))) return open;
  if (!text.includes('<<')) return undefined;
  let unclosed = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'HereDoc' && !node.closing) unclosed = true;
    else forEachChild(node, visit);
  };
  forEachChild(script, visit);
  return unclosed ? open : undefined;
}

/** The lines in which a shell without a prompt tells of it. @param where `bash: -c`, `./script.sh` … */
export function explain(text: string, error: Malformed, where: string, flavour: 'bash' | 'dash' | 'ash'): string {
  const line = text.slice(0, error.pos).split('\n').length;
  const end = error.message.endsWith('end of file');
  const at = end ? line + Number(!text.endsWith('\n')) : line;
  if (flavour !== 'bash') {
    const token = /token `(.*)'$/s.exec(error.message)?.[1];
    const quote = /matching `(.*)'$/s.exec(error.message)?.[1];
    const what = token ? `"${token}" unexpected` : quote ? 'Unterminated quoted string' : 'end of file unexpected';
    if (flavour === 'dash') return `${where}: ${line}: Syntax error: ${what}\n`;
    const lower = token ? `unexpected "${token}"` : quote ? 'unterminated quoted string' : 'unexpected end of file';
    return `${where}: ${text.includes('\n') ? `line ${line}: ` : ''}syntax error: ${lower}\n`;
  }
  const head = `${where}: line ${at}: `;
  const shown = error.incomplete ? '' : `${head}\`${text.split('\n')[line - 1] ?? ''}'\n`;
  return `${head}${error.message}\n${shown}`;
}
