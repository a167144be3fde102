import { Errno, type OpenFile } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Io, Shell } from './state.ts';

/** Writes to a descriptor of `io`; throws Errno EBADF when it is closed. */
export function* write(io: Io, fd: number, text: string): Co<void> {
  const file = io.get(fd);
  if (!file) throw new Errno('EBADF');
  if (text) yield* file.write(text);
}

/** Prints `bash: message` on standard error, as the shell's flavour spells it. */
export function* complain(sh: Shell, io: Io, message: string): Co<void> {
  yield* io.get(2)?.write(`${sh.prefix}: ${message}\n`) ?? nothing();
}

function* nothing(): Co<void> {
  // A closed standard error swallows messages.
}

/** A here-document: an open file that holds a text. */
export function textFile(text: string): OpenFile {
  const state = { at: 0 };
  const file: OpenFile = {
    kind: 'pipe',
    terminal: undefined,
    *read(max = 65_536): Co<string> {
      const piece = text.slice(state.at, state.at + max);
      state.at += piece.length;
      return piece;
    },
    *write(): Co<void> {
      throw new Errno('EBADF');
    },
    dup: () => file,
    close: () => undefined,
  };
  return file;
}

/** Reads a line (without its newline) one character at a time, so that what follows stays for the next reader. */
export function* readLine(file: OpenFile, stop = '\n', limit = Infinity): Co<{ text: string; ended: boolean }> {
  let text = '';
  while (text.length < limit) {
    const next = yield* file.read(1);
    if (next === '') return { text, ended: true };
    if (next === stop) return { text, ended: false };
    text += next;
  }
  return { text, ended: false };
}
