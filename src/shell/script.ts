import { parse } from 'unbash';
import type { Co } from '../sim/index.ts';
import { evaluate } from './evaluate.ts';
import { complain, readLine, write } from './io.ts';
import type { Io, Shell } from './state.ts';
import { explain, malformed } from './syntax.ts';

/** Runs a whole text. A syntax error counts from where it stands: what is complete before it runs. */
export function* runScript(sh: Shell, text: string, where: string, io: Io): Co<number> {
  const script = parse(text);
  const error = malformed(text, script);
  sh.source = text;
  if (!error || (error.incomplete && !script.errors)) return yield* evaluate(sh, script.commands, io);
  const line = text.lastIndexOf('\n', error.pos - 1);
  const before = script.commands.filter((statement) => statement.end <= line);
  if (before.length > 0) yield* evaluate(sh, before, io);
  yield* write(io, 2, explain(text, error, where, sh.flavour));
  return 2;
}

/** Reads commands from standard input: each runs as soon as it is complete, so that it may read what follows. */
export function* runInput(sh: Shell, io: Io): Co<number> {
  const input = io.get(0);
  let text = '';
  let next = 1;
  while (input) {
    const line = yield* readLine(input);
    if (line.ended && line.text === '' && text === '') return sh.status;
    text += line.text + (line.ended ? '' : '\n');
    const script = parse(text);
    const error = malformed(text, script);
    if (error?.incomplete && !line.ended) continue;
    sh.firstLine = next;
    next += text.split('\n').length - 1;
    sh.source = text;
    if (error && script.errors) {
      yield* write(io, 2, explain(text, error, sh.name, sh.flavour));
      return 2;
    }
    yield* evaluate(sh, script.commands, io);
    text = '';
    if (line.ended) return sh.status;
  }
  yield* complain(sh, io, 'standard input is closed');
  return 1;
}
