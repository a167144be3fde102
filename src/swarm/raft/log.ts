import type { Entry } from './messages.ts';

/** Entries that stay behind the applied one for slow followers (LogEntriesForSlowFollowers). */
const KEEP = 500;

/** A member's log and vote: what its disk keeps. Everything up to `offset` lives on only in the store. */
export class RaftLog {
  term = 0;
  vote: string | undefined;
  offset = 0;
  offsetTerm = 0;
  /** Index of the last entry that the store has applied. */
  applied = 0;
  #entries: Entry[] = [];

  get lastIndex(): number {
    return this.offset + this.#entries.length;
  }

  get lastTerm(): number {
    return this.#entries.at(-1)?.term ?? this.offsetTerm;
  }

  entry(index: number): Entry | undefined {
    return this.#entries[index - this.offset - 1];
  }

  /** Term of an entry; undefined where it is unknown (compacted away, or not there yet). */
  termAt(index: number): number | undefined {
    return index === this.offset ? this.offsetTerm : this.entry(index)?.term;
  }

  from(index: number): Entry[] {
    return this.#entries.slice(index - this.offset - 1);
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** Takes a leader's entries, dropping own ones that contradict them. */
  merge(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.index <= this.offset || this.termAt(entry.index) === entry.term) continue;
      if (entry.index <= this.lastIndex) this.#entries.length = entry.index - this.offset - 1;
      this.#entries.push(entry);
    }
  }

  compact(): void {
    const excess = this.applied - this.offset - 2 * KEEP;
    if (excess <= 0) return;
    const upTo = this.applied - KEEP;
    this.offsetTerm = this.termAt(upTo) as number;
    this.#entries = this.from(upTo + 1);
    this.offset = upTo;
  }

  /** Starts anew after a snapshot. */
  reset(index: number, term: number): void {
    this.#entries = [];
    this.offset = this.applied = index;
    this.offsetTerm = term;
  }
}
