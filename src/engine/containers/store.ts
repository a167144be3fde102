import { ApiError } from '../../api/index.ts';
import type { Container } from './container.ts';

/** The containers of one host, newest last. */
export class ContainerStore {
  readonly #all = new Map<string, Container>();

  get all(): readonly Container[] {
    return [...this.#all.values()];
  }

  add(container: Container): void {
    this.#all.set(container.id, container);
  }

  delete(container: Container): void {
    this.#all.delete(container.id);
  }

  named(name: string): Container | undefined {
    return this.all.find((container) => container.name === name);
  }

  /** By full ID, name, or unique prefix of an ID. */
  find(text: string): Container | undefined {
    const exact = this.#all.get(text) ?? this.named(text.replace(/^\//, ''));
    if (exact) return exact;
    const matches = text === '' ? [] : this.all.filter((container) => container.id.startsWith(text));
    if (matches.length > 1) throw new ApiError(400, `Multiple IDs found with provided prefix: ${text}`);
    return matches[0];
  }

  /** Like find; throws 404 `No such container: x`. */
  get(text: string): Container {
    const container = this.find(text);
    if (!container) throw new ApiError(404, `No such container: ${text}`);
    return container;
  }
}
