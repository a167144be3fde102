/** A line under edit: text and cursor, and the commands that change them without asking anybody. */
export class Buffer {
  text = '';
  cursor = 0;
  /** What Ctrl-K, Ctrl-U, Ctrl-W cut last. */
  #killed = '';

  set(text: string, cursor = text.length): void {
    this.text = text;
    this.cursor = cursor;
  }

  insert(text: string): void {
    this.#replace(this.cursor, this.cursor, text);
  }

  #replace(from: number, to: number, text: string): void {
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.cursor = from + text.length;
  }

  #kill(from: number, to: number): void {
    if (from === to) return;
    this.#killed = this.text.slice(from, to);
    this.#replace(from, to, '');
  }

  /** The offset one character left or right: surrogate pairs and combining marks go together. */
  #step(by: 1 | -1): number {
    const joined = (i: number): boolean => /[\uDC00-\uDFFF]|\p{M}|\u200d/u.test(this.text.charAt(i));
    let i = this.cursor + by;
    while (i > 0 && i < this.text.length && joined(i)) i += by;
    return Math.max(0, Math.min(this.text.length, i));
  }

  #wordLeft(blank: RegExp): number {
    let i = this.cursor;
    while (i > 0 && blank.test(this.text.charAt(i - 1))) i--;
    while (i > 0 && !blank.test(this.text.charAt(i - 1))) i--;
    return i;
  }

  #wordRight(): number {
    let i = this.cursor;
    while (i < this.text.length && NO_WORD.test(this.text.charAt(i))) i++;
    while (i < this.text.length && !NO_WORD.test(this.text.charAt(i))) i++;
    return i;
  }

  #transpose(): void {
    if (this.text.length < 2 || this.cursor === 0) return;
    const at = Math.min(this.cursor, this.text.length - 1);
    this.#replace(at - 1, at + 1, this.text.charAt(at) + this.text.charAt(at - 1));
  }

  #case(change: (word: string) => string): void {
    const end = this.#wordRight();
    this.#replace(this.cursor, end, change(this.text.slice(this.cursor, end)));
  }

  /** Carries out a key; false: it is none of the buffer's. */
  apply(key: string): boolean {
    const command = this.#commands[key];
    command?.();
    return command !== undefined;
  }

  readonly #commands: Readonly<Record<string, () => void>> = {
    'C-a': () => void (this.cursor = 0),
    'C-e': () => void (this.cursor = this.text.length),
    'C-b': () => void (this.cursor = this.#step(-1)),
    'C-f': () => void (this.cursor = this.#step(1)),
    'M-b': () => void (this.cursor = this.#wordLeft(NO_WORD)),
    'M-f': () => void (this.cursor = this.#wordRight()),
    Backspace: () => this.#replace(this.#step(-1), this.cursor, ''),
    Delete: () => this.#deleteRight(),
    'C-d': () => this.#deleteRight(),
    'C-u': () => this.#kill(0, this.cursor),
    'C-k': () => this.#kill(this.cursor, this.text.length),
    'C-w': () => this.#kill(this.#wordLeft(/\s/), this.cursor),
    'M-Backspace': () => this.#kill(this.#wordLeft(NO_WORD), this.cursor),
    'M-d': () => this.#killRight(),
    'C-y': () => this.insert(this.#killed),
    'C-t': () => this.#transpose(),
    'M-u': () => this.#case((word) => word.toUpperCase()),
    'M-l': () => this.#case((word) => word.toLowerCase()),
  };

  #deleteRight(): void {
    const from = this.cursor;
    this.#replace(from, this.#step(1), '');
  }

  #killRight(): void {
    const from = this.cursor;
    this.#kill(from, this.#wordRight());
  }
}

const NO_WORD = /[^\p{L}\p{N}]/u;
