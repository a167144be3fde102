import { Failure } from './options.ts';

export interface Token {
  kind: 'num' | 'str' | 'regex' | 'name' | 'func' | 'word' | 'op' | 'end';
  text: string;
  pos: number;
}

const words = new Set(
  'BEGIN END function func if else while for do break continue next exit return delete in print printf getline'.split(
    ' ',
  ),
);

export const functions = new Set(
  'length substr index split sub gsub gensub match sprintf tolower toupper int sqrt rand srand system close fflush systime strftime'.split(
    ' ',
  ),
);

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

const OPERATOR = /\*\*=|\*\*|\+\+|--|[-+*/%^!=<>]=|&&|\|\||!~|>>|[-+*/%^!<>|?:~$=(){}[\],;\n]/y;

/** Splits an awk program into tokens. A slash begins a regular expression where an operand may stand. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  const operandBefore = (): boolean => {
    const last = tokens.at(-1);
    return (
      last !== undefined &&
      (['num', 'str', 'regex', 'name'].includes(last.kind) ||
        (last.kind === 'op' && /^[)\]$]$|^(\+\+|--)$/.test(last.text)))
    );
  };
  while (i < text.length) {
    const rest = text.slice(i);
    const blank = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(rest);
    if (blank) {
      i += blank[0].length;
      continue;
    }
    const pos = i;
    const number = /^(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest);
    const name = /^[A-Za-z_]\w*/.exec(rest);
    if (number) {
      tokens.push({ kind: 'num', text: number[0], pos });
      i += number[0].length;
    } else if (name) {
      const kind = words.has(name[0]) ? 'word' : functions.has(name[0]) ? 'func' : 'name';
      tokens.push({ kind, text: name[0], pos });
      i += name[0].length;
    } else if (rest.startsWith('"')) {
      const [value, end] = string(text, i + 1);
      tokens.push({ kind: 'str', text: value, pos });
      i = end;
    } else if (rest.startsWith('/') && !operandBefore()) {
      const m = /^\/((?:\\.|\[(?:\\.|[^\]\n])+\]|[^/\n\\[])*)\//.exec(rest);
      if (!m) throw new Failure(`line 1: regular expression not terminated`, 2);
      tokens.push({ kind: 'regex', text: m[1] ?? '', pos });
      i += m[0].length;
    } else {
      OPERATOR.lastIndex = i;
      const m = OPERATOR.exec(text);
      if (!m) throw new Failure(`line 1: syntax error at or near ${rest.charAt(0)}`, 2);
      tokens.push({ kind: 'op', text: m[0], pos });
      i += m[0].length;
    }
  }
  tokens.push({ kind: 'end', text: '', pos: i });
  return tokens;
}

function string(text: string, start: number): [string, number] {
  let out = '';
  for (let i = start; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '"') return [out, i + 1];
    if (c !== '\\') {
      out += c;
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1))?.[0];
    if (octal) {
      out += String.fromCharCode(parseInt(octal, 8));
      i += octal.length;
    } else {
      const next = text.charAt(++i);
      out += escapes[next] ?? `\\${next}`;
    }
  }
  throw new Failure('line 1: unterminated string', 2);
}
