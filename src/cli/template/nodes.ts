/** What a template is made of, as text/template/parse has it. `at` is the offset that errors name. */
export type Operand =
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'chain'; readonly base: Operand; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'function'; readonly name: string; readonly at: number }
  | { readonly kind: 'literal'; readonly value: string | number | boolean; readonly text: string; readonly at: number }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly at: number };

/** Operands of one command: what is called, and its arguments. */
export type CommandNode = readonly Operand[];

export interface Pipe {
  readonly declares: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' };

/** An operand as errors show it. */
export function show(operand: Operand): string {
  switch (operand.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'field':
      return operand.names.map((name) => `.${name}`).join('');
    case 'variable':
      return [operand.name, ...operand.names].join('.');
    case 'chain':
      return `(${show(operand.base)})${operand.names.map((name) => `.${name}`).join('')}`;
    case 'function':
      return operand.name;
    case 'literal':
      return operand.text;
    case 'pipe':
      return `(${showPipe(operand.pipe)})`;
  }
}

/** A pipeline as errors show it. */
export function showPipe({ declares, assigns, commands }: Pipe): string {
  const target = declares.length > 0 ? `${declares.join(', ')} ${assigns ? '=' : ':='} ` : '';
  return target + commands.map((command) => command.map(show).join(' ')).join(' | ');
}
