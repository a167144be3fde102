import type { OpenFile } from '../../host/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { readLine, write } from '../io.ts';
import type { Shell } from '../state.ts';
import type { Builtin } from './table.ts';

interface Wanted {
  raw: boolean;
  silent: boolean;
  prompt: string;
  stop: string;
  limit: number;
  timeout: number | undefined;
  fd: number;
  array: string | undefined;
  names: string[];
}

function parse(args: readonly string[]): Wanted {
  const wanted: Wanted = {
    raw: false,
    silent: false,
    prompt: '',
    stop: '\n',
    limit: Infinity,
    timeout: undefined,
    fd: 0,
    array: undefined,
    names: [],
  };
  let i = 0;
  for (; i < args.length && /^-./.test(args[i] ?? ''); i++) {
    const letters = (args[i] ?? '').slice(1);
    for (let j = 0; j < letters.length; j++) {
      const letter = letters.charAt(j);
      if (letter === 'r') wanted.raw = true;
      else if (letter === 's') wanted.silent = true;
      else if ('pdntauN'.includes(letter)) {
        const value = letters.slice(j + 1) || (args[++i] ?? '');
        if (letter === 'p') wanted.prompt = value;
        if (letter === 'd') wanted.stop = value.charAt(0) || '\0';
        if (letter === 'n' || letter === 'N') wanted.limit = Number(value);
        if (letter === 't') wanted.timeout = Number(value);
        if (letter === 'a') wanted.array = value;
        if (letter === 'u') wanted.fd = Number(value);
        break;
      }
    }
  }
  wanted.names = args.slice(i);
  return wanted;
}

/** `read`: a line into variables. Status 1 at the end of the input, 142 when `-t` ran out. */
export const read: Builtin = function* (sh, args, io) {
  const wanted = parse(args);
  const input = io.get(wanted.fd);
  if (!input) return 1;
  const { terminal } = input;
  if (wanted.prompt && terminal) yield* write(io, 2, wanted.prompt);
  if (terminal && wanted.silent) terminal.echo = false;
  if (terminal && wanted.limit < Infinity) terminal.mode = 'raw';
  let line: { text: string; ended: boolean } | undefined;
  try {
    line = yield* timed(sh, input, wanted);
  } finally {
    if (terminal) [terminal.echo, terminal.mode] = [true, 'cooked'];
  }
  if (!line) return 142;
  assignFields(sh, wanted, line.text);
  return Number(line.ended);
};

function* logicalLine(input: OpenFile, wanted: Wanted): Co<{ text: string; ended: boolean }> {
  let text = '';
  for (;;) {
    const line = yield* readLine(input, wanted.stop, wanted.limit);
    const continues = !wanted.raw && /(^|[^\\])(\\\\)*\\$/.test(line.text) && !line.ended;
    if (!continues) return { text: text + line.text, ended: line.ended };
    text += line.text.slice(0, -1);
  }
}

/** Reads in a child when there is a time limit, since only processes can be stopped from outside. */
function* timed(sh: Shell, input: OpenFile, wanted: Wanted): Co<{ text: string; ended: boolean } | undefined> {
  if (wanted.timeout === undefined) return yield* logicalLine(input, wanted);
  let line: { text: string; ended: boolean } | undefined;
  const child = sh.self.spawn({
    argv: sh.self.argv,
    *program() {
      line = yield* logicalLine(input, wanted);
      return 0;
    },
  });
  const cancel = sh.self.clock.after(wanted.timeout * second, () => !child.exit && sh.self.kill(child.pid, 'SIGKILL'));
  yield* sh.self.wait(child);
  cancel();
  return line;
}

function assignFields(sh: Shell, wanted: Wanted, line: string): void {
  const ifs = sh.vars.get('IFS') ?? ' \t\n';
  const names = wanted.names.length > 0 ? wanted.names : ['REPLY'];
  if (wanted.array !== undefined) {
    sh.vars.setArray(
      wanted.array,
      splitLine(line, ifs, Infinity, wanted.raw).map((word, i) => [String(i), word]),
    );
    return;
  }
  if (wanted.names.length === 0) sh.vars.set('REPLY', unescape(line, wanted.raw));
  else {
    const words = splitLine(line, ifs, names.length, wanted.raw);
    names.forEach((name, i) => sh.vars.set(name, words[i] ?? ''));
  }
}

const unescape = (text: string, raw: boolean): string => (raw ? text : text.replace(/\\(.)/gs, '$1'));

/** Splits at IFS into at most `limit` words; the last takes the rest of the line. */
function splitLine(line: string, ifs: string, limit: number, raw: boolean): string[] {
  const blanks = [...ifs].filter((c) => /\s/.test(c)).join('');
  const words: string[] = [];
  let i = 0;
  const skip = (): void => {
    while (i < line.length && blanks.includes(line.charAt(i))) i++;
  };
  skip();
  while (i < line.length) {
    if (words.length === limit - 1) {
      let rest = line.slice(i);
      while (rest && blanks.includes(rest.charAt(rest.length - 1))) rest = rest.slice(0, -1);
      words.push(unescape(rest, raw));
      return words;
    }
    let word = '';
    while (i < line.length && !ifs.includes(line.charAt(i))) {
      if (line.charAt(i) === '\\' && !raw) i++;
      word += line.charAt(i++);
    }
    words.push(word);
    skip();
    if (i < line.length && ifs.includes(line.charAt(i)) && !blanks.includes(line.charAt(i))) {
      i++;
      skip();
    }
  }
  return words;
}
