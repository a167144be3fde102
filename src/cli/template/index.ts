import { messageOf } from '../failure.ts';
import { compactJson } from '../format/json.ts';
import { TemplateError } from './error.ts';
import { callFunction, WrongCount } from './functions.ts';
import { lineOf } from './lex.ts';
import { show, showPipe, type CommandNode, type Node, type Operand, type Pipe } from './nodes.ts';
import { parse } from './parse.ts';
import { typedValue } from './schema.ts';
import { bare, Nil, print, Printed, Struct, truth } from './values.ts';

export interface Data {
  /** The Go type of the data, where its fields are those of a row. */
  readonly type?: string;
  /** What `{{json .}}` shows of a row. */
  readonly plain?: unknown;
  /** The data are headers: docker's functions leave them as they are. */
  readonly header?: boolean;
  /** The data are JSON: a missing key is an error. */
  readonly json?: boolean;
  /** The data are an answer that the client decodes into this Go type. */
  readonly struct?: string;
}

/** A Go template, as `--format` takes it. */
export class Template {
  readonly #source: string;
  readonly #nodes: readonly Node[];

  constructor(source: string, nodes: readonly Node[]) {
    this.#source = source;
    this.#nodes = nodes;
  }

  /** Throws TemplateError with Go's words. */
  static parse(source: string): Template {
    return new Template(source, parse(source));
  }

  /** The template's text for `data`; throws TemplateError. */
  execute(data: unknown, how: Data = {}): string {
    const root = how.struct === undefined ? data : typedValue(data, how.struct);
    return new Execution(this.#source, root, how).run(this.#nodes);
  }
}

type Scope = { name: string; value: unknown }[];
class Break extends Error {}
class Continue extends Error {}

class Execution {
  readonly #source: string;
  readonly #root: unknown;
  readonly #how: Data;
  readonly #scope: Scope;
  #out = '';

  constructor(source: string, root: unknown, how: Data) {
    this.#source = source;
    this.#root = root;
    this.#how = how;
    this.#scope = [{ name: '$', value: root }];
  }

  run(nodes: readonly Node[]): string {
    this.#walk(nodes, this.#root);
    return this.#out;
  }

  #walk(nodes: readonly Node[], dot: unknown): void {
    for (const node of nodes) {
      if (node.kind === 'text') this.#out += node.text;
      else if (node.kind === 'break') throw new Break();
      else if (node.kind === 'continue') throw new Continue();
      else if (node.kind === 'action') {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.declares.length === 0) this.#out += this.#shown(value);
      } else this.#block(node, dot);
    }
  }

  #shown(value: unknown): string {
    return value === this.#root && this.#how.type ? '{}' : print(value);
  }

  #block(node: Extract<Node, { body: readonly Node[] }>, dot: unknown): void {
    const mark = this.#scope.length;
    const value = this.#pipe(node.pipe, dot, node.kind === 'range');
    if (node.kind === 'range') this.#range(node, value, dot);
    else if (truth(value)) this.#walk(node.body, node.kind === 'with' ? value : dot);
    else this.#walk(node.otherwise, dot);
    this.#scope.length = mark;
  }

  #range(node: Extract<Node, { body: readonly Node[] }>, value: unknown, dot: unknown): void {
    const plain = bare(value) ?? [];
    if (typeof plain !== 'object' && typeof plain !== 'number')
      this.#fail(node.pipe.commands[0]?.[0], `range can't iterate over ${print(plain)}`, showPipe(node.pipe));
    const entries: [unknown, unknown][] =
      typeof plain === 'number'
        ? Array.from({ length: plain }, (_, i) => [i, i])
        : Array.isArray(plain)
          ? plain.map((each, i) => [i, each as unknown])
          : Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return this.#walk(node.otherwise, dot);
    const mark = this.#scope.length;
    const [first, second] = node.pipe.declares;
    for (const [key, each] of entries) {
      this.#scope.length = mark;
      if (first !== undefined) this.#scope.push({ name: first, value: second === undefined ? each : key });
      if (second !== undefined) this.#scope.push({ name: second, value: each });
      try {
        this.#walk(node.body, each);
      } catch (error) {
        if (error instanceof Break) break;
        if (!(error instanceof Continue)) throw error;
      }
    }
  }

  #pipe(pipe: Pipe, dot: unknown, ranging = false): unknown {
    let value: unknown;
    pipe.commands.forEach((command, i) => {
      value = this.#command(command, dot, i > 0 ? [value] : []);
    });
    const [name] = pipe.declares;
    if (name !== undefined && !ranging) {
      const known = pipe.assigns ? this.#scope.findLast((each) => each.name === name) : undefined;
      if (known) known.value = value;
      else this.#scope.push({ name, value });
    }
    return value;
  }

  #command(command: CommandNode, dot: unknown, last: readonly unknown[]): unknown {
    const [head, ...rest] = command as readonly [Operand, ...Operand[]];
    if (head.kind === 'function') return this.#call(head, rest, dot, last);
    if (head.kind === 'nil') this.#fail(head, 'nil is not a command');
    if (head.kind === 'field' || head.kind === 'variable' || head.kind === 'chain') {
      const args = [...rest.map((each) => this.#value(each, dot)), ...last];
      return this.#value(head, dot, args);
    }
    if (rest.length > 0 || last.length > 0) this.#fail(head, `can't give argument to non-function ${show(head)}`);
    return this.#value(head, dot);
  }

  #call(
    head: Operand & { kind: 'function' },
    rest: readonly Operand[],
    dot: unknown,
    last: readonly unknown[],
  ): unknown {
    const { name } = head;
    if (name === 'and' || name === 'or') {
      let value: unknown;
      for (const each of [
        ...rest.map((operand) => () => this.#value(operand, dot)),
        ...last.map((item) => () => item),
      ]) {
        value = each();
        if (truth(value) === (name === 'or')) break;
      }
      return value;
    }
    const args = [...rest.map((each) => this.#value(each, dot)), ...last];
    // A row marshals itself, and so with `<>&` escaped.
    if (name === 'json' && args[0] === this.#root && this.#how.plain !== undefined)
      return compactJson(this.#how.plain, this.#how.type !== undefined);
    try {
      return callFunction(name, args, this.#how.header ?? false);
    } catch (error) {
      if (error instanceof TemplateError || !(error instanceof Error)) throw error;
      const text = [head, ...rest].map(show).join(' ');
      if (error instanceof WrongCount) this.#fail(head, error.message);
      return this.#fail(head, `error calling ${name}: ${messageOf(error)}`, text);
    }
  }

  #value(operand: Operand, dot: unknown, args: readonly unknown[] = []): unknown {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'literal':
        return operand.value;
      case 'pipe':
        return this.#pipe(operand.pipe, dot);
      case 'function':
        return this.#call(operand, [], dot, []);
      case 'field':
        return this.#fields(operand, dot, operand.names, args);
      case 'chain':
        return this.#fields(operand, this.#value(operand.base, dot), operand.names, args);
      case 'variable': {
        const { value } = this.#scope.findLast((each) => each.name === operand.name) ?? { value: undefined };
        return this.#fields(operand, value, operand.names, args);
      }
    }
  }

  #fields(operand: Operand, base: unknown, names: readonly string[], args: readonly unknown[]): unknown {
    return names.reduce(
      (value, name, i) => this.#field(operand, value, name, i === names.length - 1 ? args : []),
      base,
    );
  }

  #field(operand: Operand, base: unknown, name: string, args: readonly unknown[]): unknown {
    if (base instanceof Struct) {
      if (base.fields.has(name)) return base.fields.get(name);
      return this.#fail(operand, `can't evaluate field ${name} in type ${base.type}`);
    }
    if (base instanceof Nil) return this.#fail(operand, `nil pointer evaluating ${base.type}.${name}`);
    const holder = bare(base);
    const isMap = typeof holder === 'object' && holder !== null && !Array.isArray(holder);
    if (this.#how.struct !== undefined && isMap && !Object.hasOwn(holder, name)) return undefined;
    if (this.#how.struct !== undefined && (typeof holder !== 'object' || base instanceof Printed))
      return this.#fail(
        operand,
        `can't evaluate field ${name} in type ${base instanceof Printed ? 'time' : goType(holder)}`,
      );
    if (holder === null || holder === undefined)
      return this.#how.json ? this.#fail(operand, `nil data; no entry for key ${JSON.stringify(name)}`) : undefined;
    if (typeof holder === 'object' && !Array.isArray(holder) && Object.hasOwn(holder, name)) {
      const value = (holder as Record<string, unknown>)[name];
      if (typeof value === 'function') {
        if (args.length !== 1) this.#fail(operand, `wrong number of args for ${name}: want 1 got ${args.length}`);
        return (value as (name: string) => unknown)(String(args[0]));
      }
      if (args.length > 0) this.#fail(operand, `${name} is not a method but has arguments`);
      return value;
    }
    if (this.#how.header) {
      const [last = ''] = print(args[0] ?? '')
        .split('.')
        .slice(-1);
      return name === 'Label' ? last.replace(/[-_]/g, ' ') : undefined;
    }
    if (this.#how.json && typeof holder === 'object' && !Array.isArray(holder))
      return this.#fail(operand, `map has no entry for key ${JSON.stringify(name)}`);
    const type =
      holder === this.#root && this.#how.type ? this.#how.type : this.#how.json ? 'interface {}' : goType(holder);
    return this.#fail(operand, `can't evaluate field ${name} in type ${type}`);
  }

  #fail(operand: Operand | undefined, message: string, text = operand ? show(operand) : ''): never {
    const at = operand?.at ?? 0;
    const column = at - (this.#source.lastIndexOf('\n', at - 1) + 1);
    throw new TemplateError(`template: :${lineOf(this.#source, at)}:${column}: executing "" at <${text}>: ${message}`);
  }
}

const goType = (value: unknown): string =>
  Array.isArray(value)
    ? '[]string'
    : typeof value === 'number'
      ? 'int'
      : typeof value === 'boolean'
        ? 'bool'
        : 'string';
