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

interface Reader<T> {
  readonly resume: Resume<T | undefined>;
  /** What it was handed, in a box, until it runs on. */
  given: { item: T } | undefined;
}

/** A queue between coroutines. `send` waits while `capacity` items are unread; `push` never waits. */
export class Channel<T> implements Source<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #readers: Reader<T>[] = [];
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
    if (!this.#hand(item)) this.#items.push(item);
  }

  /** Gives an item to the reader that has waited longest; false where none waits. */
  #hand(item: T): boolean {
    const reader = this.#readers.shift();
    if (!reader) return false;
    reader.given = { item };
    reader.resume.value(item);
    return true;
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
    if (this.#closed || this.#broken) return undefined;
    return yield* wait<T | undefined>((resume) => {
      const reader: Reader<T> = { resume, given: undefined };
      this.#readers.push(reader);
      return () => {
        this.#readers = this.#readers.filter((other) => other !== reader);
        // Interrupted between being handed an item and running on: the item is the next reader's.
        if (reader.given && !this.#broken && !this.#hand(reader.given.item)) this.#items.unshift(reader.given.item);
        reader.given = undefined;
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
    this.#dismiss();
  }

  /** Tells whoever waits for an item that none will come. */
  #dismiss(): void {
    for (const reader of this.#readers) reader.resume.value(undefined);
    this.#readers = [];
  }

  cancel(): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#items = [];
    this.#dismiss();
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
