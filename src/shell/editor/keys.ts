import type { OpenFile } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';

/** One keystroke: a name such as `C-a`, `M-f`, `Left`, `Paste`, or text to insert. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

const sequences: Readonly<Record<string, string>> = {
  '[A': 'C-p',
  '[B': 'C-n',
  '[C': 'C-f',
  '[D': 'C-b',
  OA: 'C-p',
  OB: 'C-n',
  OC: 'C-f',
  OD: 'C-b',
  '[H': 'C-a',
  '[F': 'C-e',
  OH: 'C-a',
  OF: 'C-e',
  '[1~': 'C-a',
  '[4~': 'C-e',
  '[7~': 'C-a',
  '[8~': 'C-e',
  '[3~': 'Delete',
  '[1;5C': 'M-f',
  '[1;5D': 'M-b',
  '[1;3C': 'M-f',
  '[1;3D': 'M-b',
  '[3;5~': 'M-d',
  '[Z': 'None',
};

const PASTE_END = '\x1b[201~';

/** Decodes what a terminal sends into keys; text that comes together stays together. */
export class Keys {
  readonly #input: OpenFile;
  #buffer = '';

  /** @param input the terminal, in raw mode */
  constructor(input: OpenFile) {
    this.#input = input;
  }

  /** Takes one character, and no more: what is typed ahead belongs to the program that runs next. */
  *#fill(): Co<boolean> {
    const data = yield* this.#input.read(1);
    this.#buffer += data;
    return data !== '';
  }

  /** The next key; undefined when the terminal has hung up. */
  *next(): Co<Key | undefined> {
    if (this.#buffer === '' && !(yield* this.#fill())) return undefined;
    if (/^[\uD800-\uDBFF]$/.test(this.#buffer)) yield* this.#fill();
    const text = /^[^\x00-\x1f\x7f]+/.exec(this.#buffer)?.[0];
    if (text) return this.#take(text.length, { name: 'Insert', text });
    const c = this.#buffer.charAt(0);
    if (c === '\x1b') return yield* this.#escape();
    if (c === '\x7f' || c === '\b') return this.#take(1, { name: 'Backspace', text: '' });
    if (c === '\r' || c === '\n') return this.#take(1, { name: 'Enter', text: '' });
    if (c === '\t') return this.#take(1, { name: 'Tab', text: '' });
    return this.#take(1, { name: `C-${String.fromCharCode(c.charCodeAt(0) + 96)}`, text: '' });
  }

  #take(length: number, key: Key): Key {
    this.#buffer = this.#buffer.slice(length);
    return key;
  }

  *#escape(): Co<Key | undefined> {
    while (/^\x1b(\[[\d;]*|O)?$/.test(this.#buffer)) if (!(yield* this.#fill())) return undefined;
    if (this.#buffer.startsWith('\x1b[200~')) {
      while (!this.#buffer.endsWith(PASTE_END)) if (!(yield* this.#fill())) return undefined;
      return this.#take(this.#buffer.length, { name: 'Paste', text: this.#buffer.slice(6, -PASTE_END.length) });
    }
    const m = /^\x1b(\[[\d;]*[^\d;]|O.)/.exec(this.#buffer);
    if (m) return this.#take(m[0].length, { name: sequences[m[1] ?? ''] ?? 'None', text: '' });
    const next = this.#buffer.charAt(1);
    return this.#take(2, { name: next === '\x7f' || next === '\b' ? 'M-Backspace' : `M-${next}`, text: '' });
  }

  /** Puts text in front of what is still to be read. */
  unread(text: string): void {
    this.#buffer = text + this.#buffer;
  }
}
