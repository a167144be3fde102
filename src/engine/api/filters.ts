import { ApiError } from '../../api/index.ts';
import type { Query } from './query.ts';

/** The `filters` parameter of a list: `{"name": {"web": true}}`, or the older `{"name": ["web"]}`. */
export class Filters {
  readonly #values = new Map<string, readonly string[]>();

  /** Throws 400 for malformed JSON and for keys that this list does not know. */
  constructor(query: Query, known: readonly string[]) {
    const text = query.get('filters') ?? '';
    if (text === '') return;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new ApiError(400, 'invalid filter');
    }
    if (typeof parsed !== 'object' || parsed === null) throw new ApiError(400, 'invalid filter');
    for (const [key, value] of Object.entries(parsed)) {
      if (!known.includes(key)) throw new ApiError(400, `invalid filter '${key}'`);
      this.#values.set(key, Array.isArray(value) ? (value as string[]) : Object.keys(value as object));
    }
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): readonly string[] {
    return this.#values.get(key) ?? [];
  }

  /** True when the key is not filtered on, or one of its values passes. */
  any(key: string, passes: (value: string) => boolean): boolean {
    const values = this.#values.get(key);
    return values === undefined || values.length === 0 || values.some(passes);
  }

  is(key: string, value: string): boolean {
    return this.any(key, (wanted) => wanted === value);
  }

  prefix(key: string, value: string): boolean {
    return this.any(key, (wanted) => value.startsWith(wanted));
  }

  /** All of the `key` or `key=value` wishes must hold. */
  labels(key: string, labels: Readonly<Record<string, string>>): boolean {
    return this.get(key).every((wish) => {
      const at = wish.indexOf('=');
      return at < 0 ? wish in labels : labels[wish.slice(0, at)] === wish.slice(at + 1);
    });
  }

  /** Throws `Invalid <text> filter: 'x'` where a value is not among those allowed. */
  check(key: string, allowed: readonly string[], problem: (value: string) => string): void {
    for (const value of this.get(key)) if (!allowed.includes(value)) throw new ApiError(400, problem(value));
  }
}
