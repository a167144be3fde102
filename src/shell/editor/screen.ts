import { cellWidth, type OpenFile, type Terminal } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';

interface Place {
  row: number;
  col: number;
}

/** Draws the line under edit, wrapped at the terminal's width; only what changed is sent. */
export class Screen {
  readonly #output: OpenFile;
  readonly #terminal: Terminal;
  /** What is shown after the prompt, and where the terminal's cursor stands in it (offset). */
  #shown = '';
  #cursor = 0;
  /** Columns of the prompt's last line. */
  #start = 0;

  constructor(output: OpenFile, terminal: Terminal) {
    this.#output = output;
    this.#terminal = terminal;
  }

  get #cols(): number {
    return Math.max(2, this.#terminal.size.cols);
  }

  /** Where the character after `text` stands, counted from the beginning of the prompt's last line. */
  #place(text: string): Place {
    let [row, col] = [Math.floor(this.#start / this.#cols), this.#start % this.#cols];
    for (const c of text) {
      if (c === '\n') {
        [row, col] = [row + 1, 0];
        continue;
      }
      const width = cellWidth(c);
      // A wide character that does not fit is drawn at the start of the next row.
      if (col + width > this.#cols) [row, col] = [row + 1, 0];
      col += width;
      if (col === this.#cols) [row, col] = [row + 1, 0];
    }
    return { row, col };
  }

  /** Prints a prompt and starts an empty line after it. */
  *begin(prompt: string): Co<void> {
    const last = prompt.slice(prompt.lastIndexOf('\n') + 1);
    this.#start = cellWidth(last.replace(/\x1b\[[\d;?]*[A-Za-z]/g, ''));
    [this.#shown, this.#cursor] = ['', 0];
    yield* this.#output.write(prompt);
  }

  #move(from: Place, to: Place): string {
    const rows = to.row - from.row;
    const vertical = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : '';
    if (to.col === from.col) return vertical;
    if (to.col === 0) return `${vertical}\r`;
    const columns = to.col - from.col;
    return vertical + (columns < 0 ? (columns === -1 ? '\b' : `\x1b[${-columns}D`) : `\x1b[${columns}C`);
  }

  /** Text as it is to be sent, wrapping explicitly: terminals delay the wrap after the last column. */
  #drawn(before: string, text: string): string {
    let out = '';
    let at = this.#place(before);
    let done = before;
    for (const c of text) {
      done += c;
      const next = this.#place(done);
      out += c === '\n' ? '\r\n' : c;
      if (next.col === 0 && next.row > at.row && c !== '\n') out += ' \r';
      at = next;
    }
    return out;
  }

  /** Shows a text with the cursor at an offset. */
  *show(text: string, cursor: number): Co<void> {
    let same = 0;
    while (same < text.length && text[same] === this.#shown[same]) same++;
    if (isLowSurrogate(text, same)) same--;
    let out = '';
    let at = this.#place(this.#shown.slice(0, this.#cursor));
    if (text !== this.#shown) {
      const before = text.slice(0, same);
      const target = this.#place(before);
      out += this.#move(at, target);
      out += this.#drawn(before, text.slice(same));
      const end = this.#place(text);
      const oldEnd = this.#place(this.#shown);
      if (oldEnd.row > end.row) out += '\x1b[J';
      else if (oldEnd.row === end.row && oldEnd.col > end.col) out += '\x1b[K';
      at = end;
    }
    out += this.#move(at, this.#place(text.slice(0, cursor)));
    [this.#shown, this.#cursor] = [text, cursor];
    if (out) yield* this.#output.write(out);
  }

  /** Leaves the line: the cursor goes below it. */
  *finish(suffix = ''): Co<void> {
    yield* this.show(this.#shown, this.#shown.length);
    yield* this.#output.write(`${suffix}\r\n`);
  }

  /** Prints below the line (a list of completions); the caller begins anew. */
  *below(text: string): Co<void> {
    yield* this.finish();
    yield* this.#output.write(text.replace(/\n/g, '\r\n'));
  }

  *write(text: string): Co<void> {
    yield* this.#output.write(text);
  }
}

const isLowSurrogate = (text: string, i: number): boolean =>
  i > 0 && i < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(i));
