import { Failure } from './options.ts';
import { tokenize, type Token } from './awk-lexer.ts';

/* The grammar of awk as a tree. */

export type Expr =
  | { t: 'num'; value: number }
  | { t: 'str'; value: string }
  | { t: 'regex'; source: string }
  | { t: 'var'; name: string }
  | { t: 'index'; name: string; keys: Expr[] }
  | { t: 'field'; of: Expr }
  | { t: 'assign'; op: string; to: Expr; value: Expr }
  | { t: 'cond'; test: Expr; yes: Expr; no: Expr }
  | { t: 'binary'; op: string; a: Expr; b: Expr }
  | { t: 'unary'; op: string; a: Expr }
  | { t: 'step'; op: string; prefix: boolean; a: Expr }
  | { t: 'in'; keys: Expr[]; name: string }
  | { t: 'call'; name: string; args: Expr[]; user: boolean }
  | { t: 'getline'; into: Expr | undefined; file: Expr | undefined; command: Expr | undefined }
  | { t: 'group'; items: Expr[] };

export type Stmt =
  | { t: 'block'; body: Stmt[] }
  | { t: 'expr'; value: Expr }
  | { t: 'print'; name: 'print' | 'printf'; args: Expr[]; to: { op: string; target: Expr } | undefined }
  | { t: 'if'; test: Expr; yes: Stmt; no: Stmt | undefined }
  | { t: 'while'; test: Expr; body: Stmt; after: boolean }
  | { t: 'for'; init: Stmt | undefined; test: Expr | undefined; step: Stmt | undefined; body: Stmt }
  | { t: 'forin'; name: string; array: string; body: Stmt }
  | { t: 'delete'; name: string; keys: Expr[] | undefined }
  | { t: 'jump'; kind: 'break' | 'continue' | 'next' | 'exit' | 'return'; value: Expr | undefined };

export interface Rule {
  kind: 'BEGIN' | 'END' | 'main';
  pattern: Expr | undefined;
  until: Expr | undefined;
  body: Stmt | undefined;
}

export interface AwkProgram {
  rules: Rule[];
  functions: Map<string, { params: string[]; body: Stmt }>;
}

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['in'],
  ['~', '!~'],
  ['<', '<=', '==', '!=', '>', '>='],
  ['concat'],
  ['+', '-'],
  ['*', '/', '%'],
];

class Parser {
  readonly #tokens: Token[];
  #i = 0;
  /** Inside `print …`, a `>` is a redirection. */
  #noGreater = false;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  get #t(): Token {
    return this.#tokens[this.#i] as Token;
  }

  #is(text: string): boolean {
    return this.#t.text === text && this.#t.kind !== 'str' && this.#t.kind !== 'regex';
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#i++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail();
  }

  #fail(): never {
    const token = this.#t;
    const where =
      token.kind === 'end'
        ? 'unexpected newline or end of string'
        : `syntax error at or near ${token.text === '\n' ? 'end of line' : token.text}`;
    throw new Failure(`line 1: ${where}`, 2);
  }

  #newlines(): void {
    while (this.#is('\n') || this.#is(';')) this.#i++;
  }

  #breaks(): void {
    while (this.#is('\n')) this.#i++;
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions: AwkProgram['functions'] = new Map();
    for (this.#newlines(); this.#t.kind !== 'end'; this.#newlines()) {
      if (this.#accept('function') || this.#accept('func')) {
        const name = this.#name();
        this.#expect('(');
        const params: string[] = [];
        while (!this.#accept(')')) {
          params.push(this.#name());
          this.#accept(',');
        }
        this.#breaks();
        functions.set(name, { params, body: this.#block() });
      } else rules.push(this.#rule());
    }
    return { rules, functions };
  }

  #rule(): Rule {
    for (const kind of ['BEGIN', 'END'] as const)
      if (this.#accept(kind)) {
        this.#breaks();
        return { kind, pattern: undefined, until: undefined, body: this.#block() };
      }
    const pattern = this.#is('{') ? undefined : this.#expr();
    const until = pattern && this.#accept(',') ? (this.#breaks(), this.#expr()) : undefined;
    return { kind: 'main', pattern, until, body: this.#is('{') ? this.#block() : undefined };
  }

  #name(): string {
    if (this.#t.kind !== 'name' && this.#t.kind !== 'func') this.#fail();
    return this.#tokens[this.#i++]?.text ?? '';
  }

  #block(): Stmt {
    this.#expect('{');
    const body: Stmt[] = [];
    for (this.#newlines(); !this.#accept('}'); this.#newlines()) body.push(this.#statement());
    return { t: 'block', body };
  }

  #end(): void {
    if (this.#is(';') || this.#is('\n')) this.#i++;
    else if (!this.#is('}') && this.#t.kind !== 'end') this.#fail();
  }

  #body(): Stmt {
    this.#breaks();
    if (this.#accept(';')) return { t: 'block', body: [] };
    return this.#statement();
  }

  #statement(): Stmt {
    if (this.#is('{')) return this.#block();
    if (this.#accept('if')) {
      this.#expect('(');
      const test = this.#expr();
      this.#expect(')');
      const yes = this.#body();
      const back = this.#i;
      this.#newlines();
      if (this.#accept('else')) return { t: 'if', test, yes, no: this.#body() };
      this.#i = back;
      return { t: 'if', test, yes, no: undefined };
    }
    if (this.#accept('while')) {
      this.#expect('(');
      const test = this.#expr();
      this.#expect(')');
      return { t: 'while', test, body: this.#body(), after: false };
    }
    if (this.#accept('do')) {
      const body = this.#body();
      this.#newlines();
      this.#expect('while');
      this.#expect('(');
      const test = this.#expr();
      this.#expect(')');
      this.#end();
      return { t: 'while', test, body, after: true };
    }
    if (this.#accept('for')) return this.#for();
    const statement = this.#simple();
    this.#end();
    return statement;
  }

  #for(): Stmt {
    this.#expect('(');
    const [name, word, array, close] = this.#tokens.slice(this.#i, this.#i + 4);
    if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')') {
      this.#i += 4;
      return { t: 'forin', name: name.text, array: array.text, body: this.#body() };
    }
    const init = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    this.#breaks();
    const test = this.#is(';') ? undefined : this.#expr();
    this.#expect(';');
    this.#breaks();
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return { t: 'for', init, test, step, body: this.#body() };
  }

  #simple(): Stmt {
    for (const name of ['print', 'printf'] as const) if (this.#accept(name)) return this.#print(name);
    for (const kind of ['break', 'continue', 'next', 'exit', 'return'] as const)
      if (this.#accept(kind)) {
        const bare = this.#is(';') || this.#is('\n') || this.#is('}') || this.#t.kind === 'end';
        return { t: 'jump', kind, value: bare ? undefined : this.#expr() };
      }
    if (this.#accept('delete')) {
      const name = this.#name();
      return { t: 'delete', name, keys: this.#accept('[') ? this.#list(']') : undefined };
    }
    return { t: 'expr', value: this.#expr() };
  }

  #print(name: 'print' | 'printf'): Stmt {
    const args: Expr[] = [];
    this.#noGreater = true;
    if (
      !this.#is(';') &&
      !this.#is('\n') &&
      !this.#is('}') &&
      !this.#is('>') &&
      !this.#is('|') &&
      this.#t.kind !== 'end'
    ) {
      const first = this.#expr();
      if (first.t === 'group' && first.items.length > 1) args.push(...first.items);
      else args.push(first);
      while (this.#accept(',')) {
        this.#breaks();
        args.push(this.#expr());
      }
    }
    this.#noGreater = false;
    for (const op of ['>', '>>', '|'])
      if (this.#accept(op)) return { t: 'print', name, args, to: { op, target: this.#concat() } };
    return { t: 'print', name, args, to: undefined };
  }

  #list(close: string): Expr[] {
    const items: Expr[] = [];
    const outer = this.#noGreater;
    this.#noGreater = false;
    while (!this.#accept(close)) {
      items.push(this.#expr());
      this.#breaks();
      if (!this.#accept(',') && !this.#is(close)) this.#fail();
      this.#breaks();
    }
    this.#noGreater = outer;
    return items;
  }

  #expr(): Expr {
    const test = this.#binary(0);
    if (this.#accept('?')) {
      this.#breaks();
      const yes = this.#expr();
      this.#breaks();
      this.#expect(':');
      this.#breaks();
      return { t: 'cond', test, yes, no: this.#expr() };
    }
    const op = this.#t.text;
    if (this.#t.kind === 'op' && /^([-+*/%^]|\*\*)?=$/.test(op) && ['var', 'index', 'field'].includes(test.t)) {
      this.#i++;
      this.#breaks();
      return { t: 'assign', op: op.slice(0, -1).replace('**', '^'), to: test, value: this.#expr() };
    }
    return test;
  }

  #concat(): Expr {
    return this.#binary(6);
  }

  #binary(level: number): Expr {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let a = this.#binary(level + 1);
    for (;;) {
      if (operators[0] === 'concat') {
        if (!this.#startsOperand()) return a;
        a = { t: 'binary', op: 'concat', a, b: this.#binary(level + 1) };
        continue;
      }
      const op = this.#t.text;
      if (this.#t.kind === 'str' || this.#t.kind === 'regex' || !operators.includes(op)) {
        if (operators[0] === '<' && this.#is('|') && this.#tokens[this.#i + 1]?.text === 'getline') {
          this.#i += 2;
          a = { t: 'getline', into: this.#target(), file: undefined, command: a };
          continue;
        }
        return a;
      }
      if (op === '>' && this.#noGreater) return a;
      this.#i++;
      if (op === '&&' || op === '||') this.#breaks();
      if (op === 'in') a = { t: 'in', keys: a.t === 'group' ? a.items : [a], name: this.#name() };
      else a = { t: 'binary', op, a, b: this.#binary(level + 1) };
    }
  }

  /** Whether another operand follows directly: then the two are concatenated. */
  #startsOperand(): boolean {
    const { kind, text } = this.#t;
    if (kind === 'num' || kind === 'str' || kind === 'func') return true;
    if (kind === 'name') return text !== 'in' && text !== 'getline';
    return (
      kind === 'op' &&
      ['$', '!', '(', '-', '+', '++', '--'].includes(text) &&
      !(text === '!' && this.#tokens[this.#i + 1]?.text === '~') &&
      text !== '-' &&
      text !== '+'
    );
  }

  #unary(): Expr {
    for (const op of ['!', '-', '+']) if (this.#accept(op)) return { t: 'unary', op, a: this.#unary() };
    const a = this.#postfix();
    if (this.#accept('^') || this.#accept('**')) return { t: 'binary', op: '^', a, b: this.#unary() };
    return a;
  }

  #postfix(): Expr {
    for (const op of ['++', '--']) if (this.#accept(op)) return { t: 'step', op, prefix: true, a: this.#primary() };
    const a = this.#primary();
    if (['var', 'index', 'field'].includes(a.t))
      for (const op of ['++', '--']) if (this.#accept(op)) return { t: 'step', op, prefix: false, a };
    return a;
  }

  #target(): Expr | undefined {
    return this.#t.kind === 'name' || this.#is('$') ? this.#primary() : undefined;
  }

  #primary(): Expr {
    const token = this.#t;
    this.#i++;
    if (token.kind === 'num') return { t: 'num', value: Number(token.text) };
    if (token.kind === 'str') return { t: 'str', value: token.text };
    if (token.kind === 'regex') return { t: 'regex', source: token.text };
    if (token.text === '$')
      return { t: 'field', of: this.#is('++') || this.#is('--') ? this.#postfix() : this.#primary() };
    if (token.text === '-') return { t: 'unary', op: '-', a: this.#primary() };
    if (token.text === '(') {
      const items = this.#list(')');
      return { t: 'group', items };
    }
    if (token.text === 'getline') {
      const into = this.#target();
      return { t: 'getline', into, file: this.#accept('<') ? this.#primary() : undefined, command: undefined };
    }
    if (token.kind === 'func') {
      const args = this.#accept('(') ? this.#list(')') : [];
      return { t: 'call', name: token.text, args, user: false };
    }
    if (token.kind === 'name') {
      // A user's function has its parenthesis directly behind its name.
      if (this.#is('(') && this.#t.pos === token.pos + token.text.length) {
        this.#i++;
        return { t: 'call', name: token.text, args: this.#list(')'), user: true };
      }
      if (this.#accept('[')) return { t: 'index', name: token.text, keys: this.#list(']') };
      return { t: 'var', name: token.text };
    }
    this.#i--;
    this.#fail();
  }
}

/** Parses an awk program. Throws Failure. */
export function parseAwk(text: string): AwkProgram {
  return new Parser(tokenize(text)).program();
}
