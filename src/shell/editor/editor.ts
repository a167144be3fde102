import type { OpenFile, Terminal } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { Buffer } from './buffer.ts';
import { Walk } from './history.ts';
import { Keys, type Key } from './keys.ts';
import { Screen } from './screen.ts';

/** What completion says to the word before the cursor. */
export interface Completion {
  /** Offset at which the word begins. */
  readonly start: number;
  /** Replacements for the whole word, each with how it is listed and what follows it when it is the only one. */
  readonly candidates: readonly { readonly text: string; readonly label: string; readonly suffix: string }[];
}

export interface EditorOptions {
  readonly input: OpenFile;
  readonly output: OpenFile;
  readonly terminal: Terminal;
  readonly history: readonly string[];
  readonly complete: (text: string, cursor: number) => Co<Completion>;
  /** Lays a list of candidates out for the terminal's width. */
  readonly list: (labels: readonly string[], cols: number) => string;
}

/** How reading a line ended. */
export type Outcome = { kind: 'line'; text: string } | { kind: 'interrupted' } | { kind: 'end' };

/** A line editor with the usual keys of readline (emacs mode). Keys typed ahead are kept from line to line. */
export class Editor {
  readonly #options: EditorOptions;
  readonly #keys: Keys;
  readonly #screen: Screen;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#keys = new Keys(options.input);
    this.#screen = new Screen(options.output, options.terminal);
  }

  /** Reads one line after a prompt. The terminal is raw meanwhile, and cooked afterwards. */
  *read(prompt: string): Co<Outcome> {
    const { terminal } = this.#options;
    terminal.mode = 'raw';
    yield* this.#screen.write('\x1b[?2004h');
    yield* this.#screen.begin(prompt);
    try {
      return yield* this.#edit(prompt);
    } finally {
      terminal.mode = 'cooked';
    }
  }

  *#edit(prompt: string): Co<Outcome> {
    const buffer = new Buffer();
    const walk = new Walk(this.#options.history);
    let tabs = 0;
    for (;;) {
      const key = yield* this.#keys.next();
      if (!key) return { kind: 'end' };
      tabs = key.name === 'Tab' ? tabs + 1 : 0;
      if (key.name === 'Enter') {
        buffer.cursor = buffer.text.length;
        yield* this.#screen.show(buffer.text, buffer.cursor);
        yield* this.#screen.finish();
        yield* this.#leave();
        return { kind: 'line', text: buffer.text };
      }
      if (key.name === 'C-c') {
        yield* this.#screen.finish('^C');
        yield* this.#leave();
        return { kind: 'interrupted' };
      }
      if (key.name === 'C-d' && buffer.text === '') {
        yield* this.#leave();
        return { kind: 'end' };
      }
      if (key.name === 'Tab') {
        const before = buffer.text;
        yield* this.#complete(buffer, prompt, tabs);
        // Only a second Tab that finds nothing to fill in lists the candidates.
        if (buffer.text !== before) tabs = 0;
      } else if (key.name === 'C-r') {
        const rest = yield* this.#search(buffer, walk, prompt);
        if (rest) this.#keys.unread(rest);
      } else this.#apply(buffer, walk, key);
      if (key.name === 'C-l') {
        yield* this.#screen.write('\x1b[H\x1b[2J');
        yield* this.#screen.begin(prompt);
      }
      if (key.name === 'Paste' && buffer.text.includes('\n')) {
        // A paste of several lines runs them as they come; what follows the last newline stays to be edited.
        const [first = '', ...others] = buffer.text.split('\n');
        buffer.set(first);
        this.#keys.unread(`\r${others.join('\r')}`);
      }
      yield* this.#screen.show(buffer.text, buffer.cursor);
    }
  }

  *#leave(): Co<void> {
    yield* this.#screen.write('\x1b[?2004l\r');
  }

  #apply(buffer: Buffer, walk: Walk, key: Key): void {
    if (key.name === 'Insert') buffer.insert(key.text);
    else if (key.name === 'Paste') buffer.insert(key.text.replace(/\r\n?/g, '\n'));
    else if (key.name === 'C-p' || key.name === 'C-n') {
      const entry = walk.go(key.name === 'C-p' ? -1 : 1, buffer.text);
      if (entry !== undefined) buffer.set(entry);
    } else if (key.name === 'M-.') buffer.insert(this.#options.history.at(-1)?.split(/\s+/).at(-1) ?? '');
    else if (key.name === 'M-<' || key.name === 'M->')
      this.#jump(buffer, walk, key.name === 'M-<' ? 0 : this.#options.history.length);
    else buffer.apply(key.name);
  }

  #jump(buffer: Buffer, walk: Walk, index: number): void {
    walk.jump(index);
    buffer.set(this.#options.history[index] ?? '');
  }

  /** Ctrl-R: searches backwards as one types. Returns keys that ended the search and are still to be obeyed. */
  *#search(buffer: Buffer, walk: Walk, prompt: string): Co<string> {
    const before = { text: buffer.text, cursor: buffer.cursor };
    const { history } = this.#options;
    let query = '';
    let at = history.length;
    let failed = false;
    let ending = '';
    for (;;) {
      const found = history[at] ?? (query === '' ? before.text : '');
      yield* this.#screen.show('', 0);
      yield* this.#screen.write('\r\x1b[J');
      yield* this.#screen.begin(`(${failed ? 'failed ' : ''}reverse-i-search)\`${query}': `);
      yield* this.#screen.show(found, Math.max(0, found.indexOf(query)));
      const key = yield* this.#keys.next();
      if (!key) break;
      let from = at;
      if (key.name === 'Insert') query += key.text;
      else if (key.name === 'Backspace') [query, from] = [query.slice(0, -1), history.length - 1];
      else if (key.name === 'C-r') from = at - 1;
      else {
        if (key.name === 'C-g' || key.name === 'C-c') at = -1;
        else if (key.name === 'Enter') ending = '\r';
        break;
      }
      const index = walk.search(query, from);
      failed = index < 0;
      if (index >= 0) at = index;
    }
    const chosen = history[at];
    if (chosen === undefined) buffer.set(before.text, before.cursor);
    else {
      walk.jump(at);
      buffer.set(chosen, Math.max(0, chosen.indexOf(query)));
    }
    yield* this.#screen.show('', 0);
    yield* this.#screen.write('\r\x1b[J');
    yield* this.#screen.begin(prompt);
    return ending;
  }

  *#complete(buffer: Buffer, prompt: string, tabs: number): Co<void> {
    const { start, candidates } = yield* this.#options.complete(buffer.text, buffer.cursor);
    const [first] = candidates;
    if (!first) return yield* this.#screen.write('\x07');
    const rest = buffer.text.slice(buffer.cursor);
    const replace = (text: string): void => buffer.set(buffer.text.slice(0, start) + text + rest, start + text.length);
    if (candidates.length === 1) return replace(first.text + (rest.startsWith(first.suffix) ? '' : first.suffix));
    const common = candidates.reduce((prefix, { text }) => commonPrefix(prefix, text), first.text);
    const word = buffer.text.slice(start, buffer.cursor);
    if (common.length > word.length && common.startsWith(word)) return replace(common);
    if (tabs < 2) return yield* this.#screen.write('\x07');
    yield* this.#listCandidates(candidates.map(({ label }) => label));
    yield* this.#screen.begin(prompt);
  }

  *#listCandidates(labels: readonly string[]): Co<void> {
    const text = this.#options.list(labels, this.#options.terminal.size.cols);
    if (labels.length > 100) {
      yield* this.#screen.finish();
      yield* this.#screen.write(`Display all ${labels.length} possibilities? (y or n)`);
      const answer = yield* this.#keys.next();
      yield* this.#screen.write('\r\n');
      if (!answer || (answer.name !== 'Tab' && !/^[yY ]/.test(answer.text))) return;
      return yield* this.#screen.write(text.replace(/\n/g, '\r\n'));
    }
    yield* this.#screen.below(text);
  }
}

function commonPrefix(a: string, b: string): string {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a.slice(0, i);
}
