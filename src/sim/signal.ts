import type { Cancel } from './clock.ts';

/** A list of listeners: who wants to know is told, in the order of subscribing, at once; who has left is not. */
export class Signal<T> {
  #listeners = new Set<(value: T) => void>();

  subscribe(listener: (value: T) => void): Cancel {
    const entry = (value: T): void => listener(value);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener(value);
  }
}
