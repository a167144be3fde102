/** A walk through the history with Up and Down; what was typed waits at the end. */
export class Walk {
  readonly #entries: readonly string[];
  readonly #edited = new Map<number, string>();
  #at: number;

  constructor(entries: readonly string[]) {
    this.#entries = entries;
    this.#at = entries.length;
  }

  /** The entry `by` steps on, given what the present one was changed to; undefined: there is none. */
  go(by: -1 | 1, present: string): string | undefined {
    const next = this.#at + by;
    if (next < 0 || next > this.#entries.length) return undefined;
    this.#edited.set(this.#at, present);
    this.#at = next;
    return this.#edited.get(next) ?? this.#entries[next] ?? '';
  }

  /** Goes to an entry found by searching. */
  jump(index: number): void {
    this.#at = index;
  }

  /** The latest entry at or before `from` that contains the text: its index, or -1. */
  search(text: string, from: number): number {
    for (let i = Math.min(from, this.#entries.length - 1); i >= 0; i--) if (this.#entries[i]?.includes(text)) return i;
    return -1;
  }
}

/** Carries out `!!`, `!n`, `!-n`, `!word`, `!$`. Throws a string of bash's words when an event is missing. */
export function expandHistory(line: string, entries: readonly string[]): { line: string; missing?: string } {
  let missing: string | undefined;
  const expanded = line.replace(
    /('[^']*')|(\\.)|!(!|\$|-?\d+|[A-Za-z./][\w./-]*)/g,
    (whole, quoted?: string, escaped?: string, event?: string) => {
      if (quoted !== undefined || escaped !== undefined || event === undefined) return whole;
      const last = entries.at(-1);
      let found: string | undefined;
      if (event === '!') found = last;
      else if (event === '$') found = last?.split(/\s+/).at(-1);
      else if (/^-?\d+$/.test(event))
        found = Number(event) < 0 ? entries.at(Number(event)) : entries[Number(event) - 1];
      else found = entries.findLast((entry) => entry.startsWith(event));
      if (found === undefined) missing ??= `!${event}`;
      return found ?? whole;
    },
  );
  return missing === undefined ? { line: expanded } : { line, missing };
}

/** Appends a line to the history: blank lines and repetitions are left out. */
export function remember(entries: string[], line: string): void {
  const text = line.replace(/\n$/, '');
  if (text.trim() !== '' && entries.at(-1) !== text && !text.startsWith(' ')) entries.push(text);
}

/** The lines of one command as history keeps them: on one line, where the shell's grammar lets it (bash's cmdhist). */
export function oneLine(before: string, line: string, literal: boolean): string {
  if (literal) return `${before}\n${line}`;
  return /(?:\b(?:do|then|else|in)|[{(|;&])\s*$/.test(before) || line.trim() === ''
    ? `${before} ${line}`
    : `${before}; ${line}`;
}
