import { cellWidth, lastCharacter } from './cells.ts';
import type { Signal } from './types.ts';

/** What the keys of a cooked terminal lead to. */
export interface Effects {
  echo: (text: string) => void;
  /** A line (with its newline, or without after Ctrl-D) is complete; '' is the end of the input. */
  submit: (line: string) => void;
  signal: (signal: Signal) => void;
}

const SIGNALS: Readonly<Record<string, Signal>> = { '\x03': 'SIGINT', '\x1c': 'SIGQUIT', '\x1a': 'SIGTSTP' };

/** `^C` for a control character, the character itself for any other. */
const shown = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f ? `^${String.fromCharCode(code ^ 0x40)}` : character;
};

const shownWidth = (character: string): number => cellWidth(shown(character));

/** Line editing of a terminal in cooked mode, as the kernel's N_TTY with IUTF8 does it. */
export class Discipline {
  #line = '';
  readonly #effects: Effects;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  /** The unfinished line, taken over by a reader that switches to raw mode. */
  take(): string {
    const line = this.#line;
    this.#line = '';
    return line;
  }

  input(data: string): void {
    for (const key of data) this.#key(key);
  }

  #key(key: string): void {
    const signal = SIGNALS[key];
    if (signal) {
      this.#line = '';
      this.#effects.echo(shown(key));
      this.#effects.signal(signal);
    } else if (key === '\r' || key === '\n') {
      this.#effects.echo('\n');
      this.#effects.submit(`${this.take()}\n`);
    } else if (key === '\x04') this.#effects.submit(this.take());
    else if (key === '\x7f' || key === '\b') this.#erase(lastCharacter(this.#line));
    else if (key === '\x15') this.#erase(this.#line);
    else if (key === '\x17') this.#erase(/\S*\s*$/.exec(this.#line)?.[0] ?? '');
    else {
      this.#line += key;
      this.#effects.echo(key === '\t' ? key : shown(key));
    }
  }

  #erase(tail: string): void {
    if (tail === '') return;
    this.#line = this.#line.slice(0, this.#line.length - tail.length);
    const width = [...tail].reduce((sum, character) => sum + shownWidth(character), 0);
    this.#effects.echo('\b'.repeat(width) + ' '.repeat(width) + '\b'.repeat(width));
  }
}
