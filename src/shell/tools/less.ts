import type { OpenFile, Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { linesOf, readOperands } from './input.ts';
import type { Programs } from './lazy.ts';
import { getopt, program } from './options.ts';

/** How far each key moves, in lines; `page` is a screen. */
const moves: Readonly<Record<string, (page: number) => number>> = {
  ' ': (page) => page,
  f: (page) => page,
  '\x1b[6~': (page) => page,
  b: (page) => -page,
  '\x1b[5~': (page) => -page,
  j: () => 1,
  '\r': () => 1,
  '\n': () => 1,
  '\x1b[B': () => 1,
  '\x1bOB': () => 1,
  k: () => -1,
  '\x1b[A': () => -1,
  '\x1bOA': () => -1,
  d: (page) => page >> 1,
  u: (page) => -(page >> 1),
  g: () => -Infinity,
  '<': () => -Infinity,
  G: () => Infinity,
  '>': () => Infinity,
};

/** Where the keys come from: the terminal, even when standard input is a pipe. */
function* keyboard(self: Process): Co<OpenFile> {
  return self.stdin.terminal ? self.stdin : yield* self.open('/dev/tty', 'r');
}

function* page(self: Process, lines: readonly string[], name: string): Co<void> {
  const { terminal } = self.stdout;
  const keys = yield* keyboard(self);
  const input = keys.terminal;
  if (!terminal || !input) return;
  input.mode = 'raw';
  yield* self.print('\x1b[?1049h');
  let top = 0;
  let search = '';
  try {
    for (;;) {
      const height = Math.max(1, terminal.size.rows - 1);
      const bottom = Math.max(0, lines.length - height);
      top = Math.min(Math.max(0, top), bottom);
      const shown = lines.slice(top, top + height).map((line) => `${line.slice(0, terminal.size.cols)}\x1b[K`);
      while (shown.length < height) shown.push('~\x1b[K');
      const status = top >= bottom ? '\x1b[7m(END)\x1b[27m' : top === 0 && name ? `\x1b[7m${name}\x1b[27m` : ':';
      yield* self.print(`\x1b[H${shown.join('\r\n')}\r\n${status}\x1b[K`);
      const key = yield* keys.read();
      if (key === '' || key.startsWith('q') || key === '\x03') return;
      if (key.startsWith('/')) {
        search = yield* prompt(self, keys, key.slice(1));
        top = find(lines, search, top + 1, 1) ?? top;
      } else if (key === 'n' || key === 'N')
        top = find(lines, search, top + (key === 'n' ? 1 : -1), key === 'n' ? 1 : -1) ?? top;
      else top += moves[key]?.(height) ?? 0;
    }
  } finally {
    input.mode = 'cooked';
    yield* self.print('\x1b[?1049l');
  }
}

function* prompt(self: Process, keys: OpenFile, typed: string): Co<string> {
  let text = typed;
  while (!/[\r\n]/.test(text)) {
    yield* self.print(`\r/${text}\x1b[K`);
    const key = yield* keys.read();
    if (key === '' || key === '\x03' || key === '\x1b') return '';
    text = key === '\x7f' ? text.slice(0, -1) : text + key;
  }
  return text.replace(/[\r\n].*/s, '');
}

function find(lines: readonly string[], text: string, from: number, by: 1 | -1): number | undefined {
  if (text === '') return undefined;
  for (let i = from; i >= 0 && i < lines.length; i += by) if (lines[i]?.includes(text)) return i;
  return undefined;
}

const less = program(function* (self, name) {
  const options = getopt(self.argv, 'NSRFXiEen', {});
  if (options.operands.length === 0 && self.stdin.terminal) {
    yield* self.printError(`Missing filename ("${name} --help" for help)\n`);
    return 1;
  }
  const { text, status } = yield* readOperands(self, name, options.operands);
  const lines = linesOf(text);
  const { terminal } = self.stdout;
  const short = lines.length < (terminal?.size.rows ?? 24) && (options.has('F') || name === 'more');
  if (!terminal || short) yield* self.print(text);
  else if (text !== '' || status === 0) yield* page(self, lines, options.operands[0] ?? '');
  return status;
});

export const programs: Programs = { less, more: less };
