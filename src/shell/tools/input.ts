import { Errno, type OpenFile, type Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';

/** Lines as they come from a file, without their newlines; undefined at its end. */
export class Lines {
  readonly #file: OpenFile;
  #buffer = '';
  #ended = false;
  /** Whether the last line had its newline. */
  complete = true;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  *next(): Co<string | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0) {
        const line = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 1);
        this.complete = true;
        return line;
      }
      if (this.#ended) {
        if (this.#buffer === '') return undefined;
        const line = this.#buffer;
        this.#buffer = '';
        this.complete = false;
        return line;
      }
      const data = yield* this.#file.read();
      if (data === '') this.#ended = true;
      else this.#buffer += data;
    }
  }
}

/** A text's lines, without newlines; a last one may lack it. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Opens an operand for reading, `-` being standard input; a failure is told and gives undefined. */
export function* openInput(self: Process, name: string, path: string, phrase = path): Co<OpenFile | undefined> {
  if (path === '-') return self.stdin.dup();
  try {
    return yield* self.open(path, 'r');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    yield* self.printError(`${name}: ${phrase}: ${error.message}\n`);
    return undefined;
  }
}

/**
 * Gives each operand's file to `use` (standard input without operands). Returns 1 when one could not be opened, else 0.
 */
export function* eachInput(
  self: Process,
  name: string,
  operands: readonly string[],
  use: (file: OpenFile, path: string) => Co<void>,
  phrase?: (path: string) => string,
): Co<number> {
  let status = 0;
  for (const path of operands.length > 0 ? operands : ['-']) {
    const file = yield* openInput(self, name, path, phrase?.(path));
    if (!file) {
      status = 1;
      continue;
    }
    try {
      yield* use(file, path);
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EISDIR') throw error;
      yield* self.printError(`${name}: ${path}: ${error.message}\n`);
      status = 1;
    } finally {
      file.close();
    }
  }
  return status;
}

/** Everything in the operands, one after another; undefined parts are told. */
export function* readOperands(
  self: Process,
  name: string,
  operands: readonly string[],
): Co<{ text: string; status: number }> {
  let text = '';
  const status = yield* eachInput(self, name, operands, function* (file) {
    text += yield* self.readAll(file);
  });
  return { text, status };
}
