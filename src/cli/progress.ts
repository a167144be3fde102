import type { Terminal } from '../host/index.ts';

/** One line of progress: `id: action`, and a bar where there is a total. */
export interface Step {
  readonly id: string;
  readonly action: string;
  readonly current?: number;
  readonly total?: number;
  /** Shown after the bar, as pulls do: `1.2MB/3MB`. */
  readonly counts?: string;
}

/**
 * Lines of progress, redrawn in place on a terminal; without one, every line without a bar is printed again.
 * Models moby pkg/jsonmessage.
 */
export class ProgressLines {
  readonly #terminal: Terminal | undefined;
  readonly #lines = new Map<string, number>();

  /** @param terminal where standard output goes, if that is a terminal */
  constructor(terminal: Terminal | undefined) {
    this.#terminal = terminal;
  }

  /** What to print to show a step. */
  draw(step: Step): string {
    const { id, action } = step;
    const bar = this.#bar(step);
    if (!this.#terminal) return bar === '' ? `${id}: ${action}\n` : '';
    const known = this.#lines.get(id);
    const line = known ?? this.#lines.size;
    this.#lines.set(id, line);
    const distance = this.#lines.size - line;
    const first = known === undefined ? '\n' : '';
    return `${first}\x1b[${distance}A\x1b[2K\r${id}: ${action} ${bar}\r\x1b[${distance}B`;
  }

  /** A line that stays; what follows is drawn below it. */
  message(text: string): string {
    this.#lines.clear();
    return `${text}\n`;
  }

  #bar({ current = 0, total = 0, counts = '' }: Step): string {
    if (current <= 0 && total <= 0) return '';
    const width = this.#terminal?.size.cols ?? 200;
    if (total <= 0) return counts;
    const filled = Math.min(50, Math.floor(Math.floor((current / total) * 100) / 2));
    const box = width > 110 ? `[${'='.repeat(filled)}>${' '.repeat(50 - filled)}] ` : '';
    return box + counts;
  }
}
