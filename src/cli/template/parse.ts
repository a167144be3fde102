import { TemplateError } from './error.ts';
import { isFunction } from './functions.ts';
import { lex, lineOf, type Token } from './lex.ts';
import type { CommandNode, Node, Operand, Pipe } from './nodes.ts';

const blocks = ['if', 'with', 'range'] as const;
const enders = ['end', 'else'];

/** Reads a template; throws TemplateError. Models text/template/parse. */
export function parse(source: string): Node[] {
  const parser = new Parser(source);
  return parser.all();
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #variables: string[] = ['$'];

  constructor(source: string) {
    this.#source = source;
    this.#tokens = lex(source);
  }

  all(): Node[] {
    const { nodes, ender } = this.#list();
    if (ender) this.#fail(`unexpected {{${ender}}}`);
    return nodes;
  }

  #fail(message: string, at = this.#peek()?.at ?? this.#source.length): never {
    throw new TemplateError(`template: :${lineOf(this.#source, at)}: ${message}`);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** The next token that is no blank. */
  #skip(): Token | undefined {
    while (this.#peek()?.kind === 'space') this.#next++;
    return this.#peek();
  }

  /** Nodes up to the template's end, `{{end}}` or `{{else}}`. */
  #list(): { nodes: Node[]; ender: string } {
    const nodes: Node[] = [];
    for (let token = this.#peek(); token; token = this.#peek()) {
      this.#next++;
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text });
        continue;
      }
      const word = this.#skip();
      if (word?.kind === 'word' && enders.includes(word.text)) {
        this.#next++;
        if (word.text === 'end') this.#close('end');
        return { nodes, ender: word.text };
      }
      nodes.push(this.#action(word));
    }
    return { nodes, ender: '' };
  }

  #close(context: string): void {
    const token = this.#skip();
    if (token?.kind !== 'close') this.#fail(`unexpected ${quote(token)} in ${context}`);
    this.#next++;
  }

  #action(word: Token | undefined): Node {
    if (word?.kind === 'word') {
      const block = blocks.find((each) => each === word.text);
      if (block) {
        this.#next++;
        return this.#block(block);
      }
      if (word.text === 'break' || word.text === 'continue') {
        this.#next++;
        this.#close(word.text);
        return { kind: word.text };
      }
    }
    const pipe = this.#pipe('command', 'close');
    return { kind: 'action', pipe };
  }

  #block(kind: (typeof blocks)[number]): Node {
    const known = this.#variables.length;
    const pipe = this.#pipe(kind, 'close');
    const { nodes: body, ender } = this.#list();
    if (ender === '') this.#fail('unexpected EOF');
    let otherwise: Node[] = [];
    if (ender === 'else') {
      const word = this.#skip();
      if (word?.kind === 'word' && (word.text === 'if' || word.text === 'with')) {
        this.#next++;
        otherwise = [this.#block(word.text)];
      } else {
        this.#close('else');
        const rest = this.#list();
        if (rest.ender !== 'end') this.#fail(rest.ender === '' ? 'unexpected EOF' : 'expected end; found {{else}}');
        otherwise = rest.nodes;
      }
    }
    this.#variables.length = known;
    return { kind, pipe, body, otherwise };
  }

  #pipe(context: string, end: 'close' | 'right'): Pipe {
    const { declares, assigns } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#skip();
      if (!token) this.#fail('unclosed action');
      if (token.kind === end) {
        if (commands.length === 0) this.#fail(`missing value for ${context}`);
        this.#next++;
        break;
      }
      commands.push(this.#command(context));
      const after = this.#skip();
      if (after?.kind === 'pipe') {
        this.#next++;
        const following = this.#skip();
        if (following?.kind === end) this.#fail(`missing value for ${context}`);
      } else if (after?.kind !== end) this.#fail(`unexpected ${quote(after)} in ${context}`);
    }
    this.#variables.push(...(assigns ? [] : declares));
    return { declares, assigns, commands };
  }

  #declarations(context: string): { declares: string[]; assigns: boolean } {
    const back = this.#next;
    const declares: string[] = [];
    for (let token = this.#skip(); token?.kind === 'variable'; token = this.#skip()) {
      declares.push(token.text);
      this.#next++;
      const sign = this.#skip();
      if (sign?.kind === 'declare' || sign?.kind === 'assign') {
        this.#next++;
        return { declares, assigns: sign.kind === 'assign' };
      }
      if (sign?.kind !== 'comma' || context !== 'range') break;
      this.#next++;
    }
    this.#next = back;
    return { declares: [], assigns: false };
  }

  #command(context: string): CommandNode {
    const operands: Operand[] = [];
    for (let token = this.#skip(); token; token = this.#skip()) {
      if (['pipe', 'right', 'close'].includes(token.kind)) break;
      const operand = this.#operand(token);
      if (!operand) this.#fail(`unexpected ${quote(token)} in ${context === 'command' ? 'operand' : context}`);
      operands.push(operand);
    }
    if (operands.length === 0) this.#fail(`missing value for ${context}`);
    return operands;
  }

  #operand(token: Token): Operand | undefined {
    const base = this.#term(token);
    if (!base) return undefined;
    const names: string[] = [];
    let at = base.at;
    for (let next = this.#peek(); next?.kind === 'field'; next = this.#peek()) {
      if (names.length === 0) at = next.at;
      names.push(next.text.slice(1));
      this.#next++;
    }
    if (this.#peek()?.kind === 'dot') this.#fail('unexpected <.> in operand');
    if (names.length === 0) return base;
    if (base.kind === 'field' || base.kind === 'variable') return { ...base, names: [...base.names, ...names], at };
    return { kind: 'chain', base, names, at };
  }

  #term({ kind, text, at }: Token): Operand | undefined {
    this.#next++;
    switch (kind) {
      case 'dot':
        return { kind: 'dot', at };
      case 'field':
        return { kind: 'field', names: [text.slice(1)], at };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${JSON.stringify(text)}`, at);
        return { kind: 'variable', name: text, names: [], at };
      case 'number':
        return { kind: 'literal', value: Number(text.replaceAll('_', '')), text, at };
      case 'string':
        return { kind: 'literal', value: unquote(text), text, at };
      case 'left':
        return { kind: 'pipe', pipe: this.#pipe('parenthesized pipeline', 'right'), at };
      case 'word':
        if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', text, at };
        if (text === 'nil') return { kind: 'nil', at };
        if (!isFunction(text)) this.#fail(`function ${JSON.stringify(text)} not defined`, at);
        return { kind: 'function', name: text, at };
      default:
        this.#next--;
        return undefined;
    }
  }
}

const quote = (token: Token | undefined): string => (token ? JSON.stringify(token.text) : 'EOF');

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unquote(text: string): string | number {
  const body = text.slice(1, -1);
  if (text.startsWith('`')) return body;
  const plain = body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g,
    (_, x?: string, u?: string, c?: string) =>
      x || u ? String.fromCharCode(parseInt((x ?? u) as string, 16)) : (escapes[c as string] ?? (c as string)),
  );
  return text.startsWith("'") ? (plain.codePointAt(0) ?? 0) : plain;
}
