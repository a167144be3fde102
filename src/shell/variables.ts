import { ShellError } from './flow.ts';

/** A shell variable: a string, an indexed array or an associative one (keys in order of insertion). */
export interface Variable {
  value: string | Map<string, string> | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  associative: boolean;
}

type Attributes = Partial<Pick<Variable, 'exported' | 'readonly' | 'integer' | 'associative'>>;

const fresh = (): Variable => ({
  value: undefined,
  exported: false,
  readonly: false,
  integer: false,
  associative: false,
});

/** The variables of a shell, with function scopes. What is exported is mirrored in the process's environment. */
export class Variables {
  #scopes = [new Map<string, Variable>()];
  readonly #env: Map<string, string>;

  /** @param env the environment of the shell's process: what it has already is exported from the start */
  constructor(env: Map<string, string>) {
    this.#env = env;
    for (const [name, value] of env) this.#global.set(name, { ...fresh(), value, exported: true });
  }

  get #global(): Map<string, Variable> {
    return this.#scopes[0] as Map<string, Variable>;
  }

  /** A copy for a forked shell, whose process has its own environment. */
  fork(env: Map<string, string>): Variables {
    const copy = new Variables(env);
    copy.#scopes = this.#scopes.map(
      (scope) =>
        new Map(
          [...scope].map(([name, v]) => [name, { ...v, value: v.value instanceof Map ? new Map(v.value) : v.value }]),
        ),
    );
    return copy;
  }

  find(name: string): Variable | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]?.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** The scalar value; of an array its element 0. */
  get(name: string): string | undefined {
    const value = this.find(name)?.value;
    return value instanceof Map ? value.get('0') : value;
  }

  /** The elements in order; a scalar counts as an array of one. */
  elements(name: string): [string, string][] {
    const variable = this.find(name);
    if (variable?.value === undefined) return [];
    if (!(variable.value instanceof Map)) return [['0', variable.value]];
    const entries = [...variable.value];
    return variable.associative ? entries : entries.sort(([a], [b]) => Number(a) - Number(b));
  }

  #writable(name: string, local: boolean): Variable {
    const scope = local ? this.#scopes.at(-1) : undefined;
    const found = scope ? scope.get(name) : this.find(name);
    if (found?.readonly) throw new ShellError(`${name}: readonly variable`, 1, true);
    if (found) return found;
    const variable = fresh();
    (scope ?? this.#global).set(name, variable);
    return variable;
  }

  set(name: string, value: string): void {
    const variable = this.#writable(name, false);
    if (variable.value instanceof Map) variable.value.set('0', value);
    else variable.value = value;
    this.#mirror(name, variable);
  }

  setElement(name: string, key: string, value: string): void {
    const variable = this.#writable(name, false);
    if (!(variable.value instanceof Map))
      variable.value = new Map(variable.value === undefined ? [] : [['0', variable.value]]);
    variable.value.set(key, value);
  }

  setArray(name: string, elements: Iterable<readonly [string, string]>): void {
    this.#writable(name, false).value = new Map(elements);
  }

  /** Declares a name in the innermost function scope (or changes it where it is), with attributes. */
  declare(name: string, local: boolean, attributes: Attributes = {}): Variable {
    const inner = local && this.#scopes.length > 1;
    const variable = inner ? this.#declareLocal(name) : (this.find(name) ?? this.#writable(name, false));
    Object.assign(variable, attributes);
    this.#mirror(name, variable);
    return variable;
  }

  #declareLocal(name: string): Variable {
    const scope = this.#scopes.at(-1) as Map<string, Variable>;
    const variable = scope.get(name) ?? { ...fresh(), exported: this.find(name)?.exported ?? false };
    scope.set(name, variable);
    return variable;
  }

  unset(name: string, key?: string): void {
    const variable = this.find(name);
    if (!variable) return;
    if (variable.readonly) throw new ShellError(`unset: ${name}: cannot unset: readonly variable`);
    if (key !== undefined && variable.value instanceof Map) {
      variable.value.delete(key);
      return;
    }
    for (let i = this.#scopes.length - 1; i >= 0; i--) if (this.#scopes[i]?.delete(name)) break;
    this.#env.delete(name);
  }

  names(): string[] {
    return [...new Set(this.#scopes.flatMap((scope) => [...scope.keys()]))].sort();
  }

  enter(): void {
    this.#scopes.push(new Map());
  }

  leave(): void {
    const scope = this.#scopes.pop();
    for (const name of scope?.keys() ?? []) {
      const outer = this.find(name);
      if (outer) this.#mirror(name, outer);
      else this.#env.delete(name);
    }
  }

  #mirror(name: string, variable: Variable): void {
    if (variable.exported && typeof variable.value === 'string') this.#env.set(name, variable.value);
    else this.#env.delete(name);
  }
}
