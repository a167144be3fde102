import { Failure } from './options.ts';
import { posixRegex } from './regex.ts';

export type Address =
  | { kind: 'line'; line: number }
  | { kind: 'last' }
  | { kind: 'step'; line: number; step: number }
  | { kind: 'plus'; line: number }
  | { kind: 'regex'; regex: RegExp };

/** One command of a sed script. A block is flat: `{` knows the index after its `}`. */
export interface SedCommand {
  name: string;
  from: Address | undefined;
  to: Address | undefined;
  negated: boolean;
  /** Text of a, i, c; label of b, t, `:`; status of q. */
  text: string;
  end: number;
  regex?: RegExp;
  /** Literal pieces, group numbers, and case changes. */
  replacement?: (string | number)[];
  flags?: string;
  map?: Map<string, string>;
}

class Parser {
  readonly #text: string;
  readonly #extended: boolean;
  #i = 0;
  #lastRegex: RegExp | undefined;
  readonly commands: SedCommand[] = [];

  constructor(text: string, extended: boolean) {
    this.#text = text;
    this.#extended = extended;
  }

  #fail(message: string): never {
    throw new Failure(`-e expression #1, char ${this.#i}: ${message}`);
  }

  #skip(pattern: RegExp): void {
    while (this.#i < this.#text.length && pattern.test(this.#text.charAt(this.#i))) this.#i++;
  }

  parse(): SedCommand[] {
    const open: SedCommand[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.#i >= this.#text.length) break;
      if (this.#text[this.#i] === '#') {
        this.#skip(/[^\n]/);
        continue;
      }
      if (this.#text[this.#i] === '}') {
        this.#i++;
        const block = open.pop();
        if (!block) this.#fail("unexpected `}'");
        block.end = this.commands.length;
        continue;
      }
      const command = this.#command();
      this.commands.push(command);
      if (command.name === '{') open.push(command);
    }
    if (open.length > 0) {
      this.#i = 0;
      this.#fail("unmatched `{'");
    }
    return this.commands;
  }

  #address(): Address | undefined {
    const rest = this.#text.slice(this.#i);
    const number = /^(\d+)(?:~(\d+))?/.exec(rest);
    if (number) {
      this.#i += number[0].length;
      const line = Number(number[1]);
      return number[2] === undefined ? { kind: 'line', line } : { kind: 'step', line, step: Number(number[2]) };
    }
    if (rest.startsWith('$')) {
      this.#i++;
      return { kind: 'last' };
    }
    const plus = /^\+(\d+)/.exec(rest);
    if (plus) {
      this.#i += plus[0].length;
      return { kind: 'plus', line: Number(plus[1]) };
    }
    if (!rest.startsWith('/') && !rest.startsWith('\\')) return undefined;
    if (rest.startsWith('\\')) this.#i++;
    const delimiter = this.#text.charAt(this.#i++);
    const source = this.#until(delimiter, 'unterminated address regex');
    const insensitive = this.#text[this.#i] === 'I';
    if (insensitive) this.#i++;
    return { kind: 'regex', regex: this.#regex(source, insensitive ? 'i' : '') };
  }

  #regex(source: string, flags: string): RegExp {
    if (source === '') {
      if (!this.#lastRegex) this.#fail('no previous regular expression');
      return new RegExp(this.#lastRegex.source, flags);
    }
    const regex = posixRegex(source, this.#extended, flags);
    this.#lastRegex = regex;
    return regex;
  }

  /** The text up to a delimiter, which a backslash makes literal. */
  #until(delimiter: string, message: string): string {
    let out = '';
    for (let inBracket = false; this.#i < this.#text.length; this.#i++) {
      const c = this.#text.charAt(this.#i);
      if (c === '\\') {
        const next = this.#text.charAt(++this.#i);
        out += next === delimiter && delimiter !== '\\' ? next : c + next;
        continue;
      }
      if (c === '[' && !inBracket && message !== 'replacement')
        inBracket = !/^\[[^\]]*$/.test(this.#text.slice(this.#i).split('\n')[0] ?? '');
      else if (c === ']') inBracket = false;
      if (c === delimiter && !(inBracket && delimiter !== '/')) {
        this.#i++;
        return out;
      }
      out += c;
    }
    this.#fail(message === 'replacement' ? "unterminated `s' command" : message);
  }

  #command(): SedCommand {
    const from = this.#address();
    this.#skip(/\s/);
    let to: Address | undefined;
    if (from && this.#text[this.#i] === ',') {
      this.#i++;
      this.#skip(/\s/);
      to = this.#address();
      if (!to) this.#fail("unexpected `,'");
    }
    this.#skip(/\s/);
    let negated = false;
    while (this.#text[this.#i] === '!') {
      negated = true;
      this.#i++;
      this.#skip(/\s/);
    }
    const name = this.#text.charAt(this.#i++);
    const command: SedCommand = { name, from, to, negated, text: '', end: 0 };
    if (name === '') this.#fail('missing command');
    if (name === 's') this.#substitution(command);
    else if (name === 'y') this.#transliteration(command);
    else if ('aic'.includes(name)) command.text = this.#textArgument();
    else if (':bt'.includes(name)) command.text = this.#word(/[^\s;}]/);
    else if ('qQ'.includes(name)) command.text = this.#word(/\d/);
    else if (!'{pPdDnNhHgGx='.includes(name)) this.#fail(`unknown command: \`${name}'`);
    if (name !== '{' && !'aic'.includes(name)) {
      this.#skip(/[ \t]/);
      if (!/^([;\n}#]|$)/.test(this.#text.slice(this.#i))) this.#fail('extra characters after command');
    }
    return command;
  }

  #word(pattern: RegExp): string {
    this.#skip(/[ \t]/);
    const start = this.#i;
    this.#skip(pattern);
    return this.#text.slice(start, this.#i);
  }

  /** The text of a, i and c: to the end of the line; a backslash at its end goes on. */
  #textArgument(): string {
    this.#skip(/[ \t]/);
    if (this.#text[this.#i] === '\\') {
      this.#i++;
      this.#skip(/[ \t]/);
      if (this.#text[this.#i] === '\n') this.#i++;
    }
    let out = '';
    for (; this.#i < this.#text.length && this.#text[this.#i] !== '\n'; this.#i++) {
      if (this.#text[this.#i] === '\\') this.#i++;
      out += this.#text.charAt(this.#i);
    }
    if (out === '') this.#fail(`expected \\ after \`a', \`c' or \`i'`);
    return out;
  }

  #substitution(command: SedCommand): void {
    const delimiter = this.#text.charAt(this.#i++);
    const source = this.#until(delimiter, "unterminated `s' command");
    const replacement = this.#until(delimiter, 'replacement');
    const flags = /^[gpiIme\d]*/.exec(this.#text.slice(this.#i))?.[0] ?? '';
    this.#i += flags.length;
    if (/^[a-zA-Z]/.test(this.#text.slice(this.#i))) this.#fail("unknown option to `s'");
    command.flags = flags;
    command.regex = this.#regex(source, `g${/[iI]/.test(flags) ? 'i' : ''}${flags.includes('m') ? 'm' : ''}`);
    command.replacement = replacementParts(replacement);
  }

  #transliteration(command: SedCommand): void {
    const delimiter = this.#text.charAt(this.#i++);
    const from = [...this.#until(delimiter, "unterminated `y' command")];
    const to = [...this.#until(delimiter, "unterminated `y' command")];
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    command.map = new Map(from.map((c, i) => [c, to[i] ?? c]));
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function replacementParts(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const m of text.matchAll(/\\([^])|&|[^\\&]+/g)) {
    const escaped = m[1];
    if (m[0] === '&') parts.push(0);
    else if (escaped === undefined) parts.push(m[0]);
    else if (/\d/.test(escaped)) parts.push(Number(escaped));
    else if (/[ULEul]/.test(escaped)) parts.push(m[0]);
    else parts.push(escapes[escaped] ?? escaped);
  }
  return parts;
}

/** Parses a sed script. Throws Failure with sed's words. */
export function parseSed(text: string, extended: boolean): SedCommand[] {
  return new Parser(text, extended).parse();
}
