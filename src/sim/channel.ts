import { wait, type Co, type Resume } from './coroutine.ts';

/** The reading end of a channel. */
export interface Source<T> {
  /** The next item; undefined when the channel is closed and empty. */
  receive: () => Co<T | undefined>;
  /** Says that nobody will read any more: later `send`s fail, later `push`es are dropped. */
  cancel: () => void;
}

/** Thrown by `send` when the reader has gone (EPIPE). */
export class ChannelBroken extends Error {}

/** A queue between coroutines. `send` waits while `capacity` items are unread; `push` never waits. */
export class Channel<T> implements Source<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #readers: Resume<T | undefined>[] = [];
  #writers: { item: T; resume: Resume<void> }[] = [];
  #closed = false;
  #broken = false;
  #onBroken: (() => void)[] = [];

  /** @param capacity items that may lie unread before `send` waits; Infinity by default */
  constructor(capacity = Infinity) {
    this.#capacity = capacity;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** True once the reader has gone. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Appends without waiting, whatever the capacity. Dropped when closed or broken. */
  push(item: T): void {
    if (this.#closed || this.#broken) return;
    const reader = this.#readers.shift();
    if (reader) reader.value(item);
    else this.#items.push(item);
  }

  /** Appends; waits while the channel is full. Throws ChannelBroken when the reader has gone. */
  *send(item: T): Co<void> {
    if (this.#broken || this.#closed) throw new ChannelBroken('broken pipe');
    if (this.#readers.length > 0 || this.#items.length < this.#capacity) {
      this.push(item);
      return;
    }
    yield* wait<void>((resume) => {
      const entry = { item, resume };
      this.#writers.push(entry);
      return () => {
        this.#writers = this.#writers.filter((other) => other !== entry);
      };
    });
  }

  *receive(): Co<T | undefined> {
    if (this.#items.length > 0) {
      const item = this.#items.shift() as T;
      const writer = this.#writers.shift();
      if (writer) {
        this.#items.push(writer.item);
        writer.resume.value();
      }
      return item;
    }
    if (this.#closed) return undefined;
    return yield* wait<T | undefined>((resume) => {
      this.#readers.push(resume);
      return () => {
        this.#readers = this.#readers.filter((other) => other !== resume);
      };
    });
  }

  /** No more items will come: readers get what is left, then undefined. */
  close(): void {
    if (this.#closed) return;
    for (const writer of this.#writers) {
      this.#items.push(writer.item);
      writer.resume.value();
    }
    this.#writers = [];
    this.#closed = true;
    for (const reader of this.#readers) reader.value(undefined);
    this.#readers = [];
  }

  cancel(): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#items = [];
    for (const writer of this.#writers) writer.resume.error(new ChannelBroken('broken pipe'));
    this.#writers = [];
    for (const notify of this.#onBroken) notify();
    this.#onBroken = [];
  }

  /** Calls `notify` once when the reader goes (at once if it has gone). */
  onCancel(notify: () => void): void {
    if (this.#broken) notify();
    else this.#onBroken.push(notify);
  }
}
