/** A value that prints in a way of its own (a duration, a time); `value` is what JSON has. */
export class Printed {
  readonly value: unknown;
  readonly text: string;

  constructor(value: unknown, text: string) {
    this.value = value;
    this.text = text;
  }
}

/** A nil pointer: to a struct, a number, a duration. */
export class Nil {
  readonly type: string;

  /** @param type the pointer's Go type, `*swarm.UpdateStatus` */
  constructor(type: string) {
    this.type = type;
  }
}

/** A struct: its fields in their order, and the JSON that it came from. */
export class Struct {
  readonly type: string;
  readonly fields: ReadonlyMap<string, unknown>;
  readonly json: unknown;

  constructor(type: string, fields: ReadonlyMap<string, unknown>, json: unknown) {
    this.type = type;
    this.fields = fields;
    this.json = json;
  }
}

/** The JSON behind a value, all the way down. */
export function bare(value: unknown): unknown {
  if (value instanceof Printed) return value.value;
  if (value instanceof Struct) return value.json;
  if (value instanceof Nil) return undefined;
  return Array.isArray(value) ? value.map(bare) : value;
}

/** False, 0, '', nothing, and what holds nothing. A struct is true. */
export function truth(value: unknown): boolean {
  if (value instanceof Struct) return true;
  const plain = bare(value);
  return typeof plain === 'object' && plain !== null ? Object.keys(plain).length > 0 : Boolean(plain);
}

/** A value as `{{ }}` prints it; `inside` a list or map nothing is `<nil>`. */
export function print(value: unknown, inside = false): string {
  if (value instanceof Printed) return value.text;
  if (value instanceof Nil) return '<nil>';
  if (value instanceof Struct) return `{${[...value.fields.values()].map((each) => print(each, true)).join(' ')}}`;
  if (value === undefined || value === null) return inside ? '<nil>' : '<no value>';
  if (Array.isArray(value)) return `[${value.map((each) => print(each, true)).join(' ')}]`;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '<func>';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, each]) => `${key}:${print(each, true)}`).join(' ')}]`;
}
