/** The flags that were given, their values parsed, in the order given. */
export class Flags {
  readonly #given = new Map<string, unknown[]>();

  add(name: string, value: unknown): void {
    const values = this.#given.get(name);
    if (values) values.push(value);
    else this.#given.set(name, [value]);
  }

  /** Was it given at all? */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#given.has(name));
  }

  /** The last value given. */
  get<T>(name: string): T | undefined {
    return this.#given.get(name)?.at(-1) as T | undefined;
  }

  /** Every value given; lists that one value spells are joined. */
  all<T = string>(name: string): T[] {
    return (this.#given.get(name) ?? []).flat() as T[];
  }

  text(name: string, otherwise = ''): string {
    return this.get<string>(name) ?? otherwise;
  }

  number(name: string, otherwise = 0): number {
    return this.get<number>(name) ?? otherwise;
  }

  is(name: string): boolean {
    return this.get<boolean>(name) ?? false;
  }

  names(): string[] {
    return [...this.#given.keys()];
  }
}
