import { literalPattern } from './pattern.ts';

/** A piece of a word after expansion; what was quoted is neither split nor a pattern. */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/** Gathers the pieces of a word into fields: one word may become none, one or many. */
export class Fields {
  readonly #ifs: string;
  readonly #all: Piece[][] = [];
  #current: Piece[] | undefined;

  /** @param ifs the separators; undefined: nothing is split (an assignment, a pattern, a redirection's target) */
  constructor(ifs: string | undefined) {
    this.#ifs = ifs ?? '';
  }

  add(text: string, quoted: boolean): void {
    (this.#current ??= []).push({ text, quoted });
  }

  /** Ends the field under way, if there is one. */
  end(): void {
    if (this.#current) this.#all.push(this.#current);
    this.#current = undefined;
  }

  /** Adds the value of an unquoted expansion, split at IFS. */
  split(text: string): void {
    if (this.#ifs === '') {
      if (text) this.add(text, false);
      return;
    }
    let word = '';
    let i = 0;
    const blank = (c: string): boolean => this.#ifs.includes(c) && /\s/.test(c);
    const separator = (c: string): boolean => this.#ifs.includes(c);
    while (i < text.length) {
      const c = text.charAt(i);
      if (!separator(c)) {
        word += c;
        i++;
        continue;
      }
      if (word) this.add(word, false);
      word = '';
      while (i < text.length && blank(text.charAt(i))) i++;
      if (i < text.length && separator(text.charAt(i))) {
        if (!this.#current) this.add('', false);
        i++;
        while (i < text.length && blank(text.charAt(i))) i++;
      }
      this.end();
    }
    if (word) this.add(word, false);
  }

  /** The fields so far. */
  take(): Piece[][] {
    this.end();
    return this.#all;
  }
}

export const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** The pieces as a pattern: what is quoted is literal. */
export const patternOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.quoted ? literalPattern(piece.text) : piece.text)).join('');

/** The pieces of literal source text outside quotes, where a backslash quotes the next character. */
export function unquotedPieces(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (const m of source.matchAll(/\\(\n?)([^\n]?)|[^\\]+/g)) {
    if (!m[0].startsWith('\\')) pieces.push({ text: m[0], quoted: false });
    else if (m[1] !== '\n') pieces.push({ text: m[2] || '\\', quoted: true });
    else if (m[2]) pieces.push({ text: m[2], quoted: false });
  }
  return pieces;
}
