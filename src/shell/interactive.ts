import { cellWidth, Interrupted, type Terminal } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { Editor } from './editor/editor.ts';
import { expandHistory, oneLine, remember } from './editor/history.ts';
import { Leave, Return, ShellError } from './flow.ts';
import { complain, readLine, write } from './io.ts';
import { reap } from './jobs.ts';
import { inColumns } from './layout.ts';
import { defaultPrompt, prompt } from './prompt.ts';
import type { Io, Shell } from './state.ts';
import { runPending } from './traps.ts';

/** Histories of machines and containers, by the space that a shell runs in: they outlive the shell. */
const histories = new WeakMap<object, string[]>();

/** Where the next line comes from: the editor on a terminal, plain lines otherwise (`bash -i` on a pipe). */
type Reader = (prompt: string) => Co<{ kind: 'line'; text: string } | { kind: 'interrupted' } | { kind: 'end' }>;

/** Runs a shell at its prompt until `exit` or the end of input; returns its status. */
export function* interact(sh: Shell, io: Io): Co<number> {
  const { self } = sh;
  sh.interactive = true;
  sh.numbered = false;
  sh.history = histories.get(self.space) ?? [];
  histories.set(self.space, sh.history);
  if (sh.vars.get('PS1') === undefined) sh.vars.set('PS1', defaultPrompt(sh));
  if (sh.vars.get('PS2') === undefined) sh.vars.set('PS2', '> ');
  const terminal = io.get(0)?.terminal;
  if (terminal) terminal.foreground = self.pgid;
  // An interactive shell is not ended by these; handlers, unlike ignoring, are not inherited by its children.
  for (const signal of ['SIGTERM', 'SIGTSTP', 'SIGQUIT'] as const) self.trap(signal, () => undefined);
  self.trap('SIGINT', 'throw');
  yield* runStartup(sh, io);
  return yield* loop(sh, io, terminal ? lineEditor(sh, io, terminal) : plainLines(io));
}

function lineEditor(sh: Shell, io: Io, terminal: Terminal): Reader {
  const [input, output] = [io.get(0), io.get(2) ?? io.get(1)];
  if (!input || !output) return plainLines(io);
  const list = (labels: readonly string[], cols: number): string =>
    inColumns(
      labels.map((text) => ({ text, width: cellWidth(text) })),
      cols,
    );
  const editor = new Editor({
    input,
    output,
    terminal,
    history: sh.history,
    list,
    *complete(text, cursor) {
      const { complete } = yield* sh.learn();
      return yield* complete(sh, text, cursor);
    },
  });
  return (text) => editor.read(text);
}

function plainLines(io: Io): Reader {
  return function* (text) {
    const input = io.get(0);
    yield* write(io, 2, text);
    const line = input ? yield* readLine(input) : { text: '', ended: true };
    return line.ended && line.text === '' ? { kind: 'end' } : { kind: 'line', text: line.text };
  };
}

function* runStartup(sh: Shell, io: Io): Co<void> {
  const path = `${sh.vars.get('HOME') ?? '/root'}/.bashrc`;
  if (sh.flavour !== 'bash' || !sh.self.space.files.exists(path)) return;
  const { runText } = yield* sh.learn();
  yield* guarded(sh, io, () => runText(sh, sh.self.space.files.readFile(path), io, path));
}

function* loop(sh: Shell, io: Io, read: Reader): Co<number> {
  for (let line = 1; ;) {
    const done = reap(sh);
    if (done) yield* write(io, 2, done);
    const before = sh.vars.get('PROMPT_COMMAND');
    if (before) {
      const { runText } = yield* sh.learn();
      yield* guarded(sh, io, () => runText(sh, before, io, 'PROMPT_COMMAND'));
    }
    let text: string | undefined;
    try {
      text = yield* readCommand(sh, io, read);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      yield* write(io, 2, '\n');
      sh.status = 130;
      continue;
    }
    if (text === undefined) {
      yield* write(io, 2, sh.flavour === 'bash' ? 'exit\n' : '\n');
      return sh.status;
    }
    if (text.trim() === '') continue;
    noteWindow(sh, io.get(0)?.terminal);
    const { parse, malformed } = sh.language;
    const script = parse(text);
    const error = malformed(text, script);
    sh.firstLine = line;
    line += text.split('\n').length;
    if (error && !(error.incomplete && !script.errors)) {
      yield* complain(sh, io, error.message);
      sh.status = 2;
      continue;
    }
    sh.source = text;
    yield* guarded(sh, io, () => sh.evaluate(sh, script.commands, io));
  }
}

/** LINES and COLUMNS are those of the window as a command finds it (bash's checkwinsize). */
function noteWindow(sh: Shell, terminal: Terminal | undefined): void {
  if (!terminal || sh.flavour !== 'bash') return;
  sh.vars.set('LINES', String(terminal.size.rows));
  sh.vars.set('COLUMNS', String(terminal.size.cols));
}

/** Reads lines until they make a whole command; undefined at the end of input. */
function* readCommand(sh: Shell, io: Io, read: Reader): Co<string | undefined> {
  let text = '';
  let entry = '';
  let literal = false;
  for (;;) {
    const ps = text === '' ? (sh.vars.get('PS1') ?? '') : (sh.vars.get('PS2') ?? '> ');
    const outcome = yield* read(prompt(sh, ps));
    if (outcome.kind === 'interrupted') {
      sh.status = 130;
      return '';
    }
    if (outcome.kind === 'end') {
      if (text === '') return undefined;
      yield* complain(sh, io, 'syntax error: unexpected end of file');
      sh.status = 2;
      return '';
    }
    const { line, missing } = expandHistory(outcome.text, sh.history);
    if (missing !== undefined) {
      yield* complain(sh, io, `${missing}: event not found`);
      return '';
    }
    if (line !== outcome.text) yield* write(io, 2, `${line}\n`);
    // A backslash before the newline joins the lines; else the newline is part of the text.
    text = /(^|[^\\])(\\\\)*\\$/.test(text) ? text.slice(0, -1) + line : text === '' ? line : `${text}\n${line}`;
    entry = entry === '' ? line : oneLine(entry, line, literal);
    const { parse, malformed } = yield* sh.learn();
    const error = text.trim() === '' ? undefined : malformed(text, parse(text));
    literal = error !== undefined && (/matching/.test(error.message) || text.includes('<<'));
    if (error?.incomplete) continue;
    remember(sh.history, entry);
    return text;
  }
}

/** Runs something at the prompt: errors end the line, Ctrl-C leaves 130. */
function* guarded(sh: Shell, io: Io, work: () => Co<number>): Co<void> {
  try {
    sh.status = yield* work();
  } catch (error) {
    if (error instanceof ShellError) {
      yield* complain(sh, io, error.message);
      sh.status = error.fatal ? 1 : error.status;
    } else if (error instanceof Interrupted && error.signal === 'SIGINT') {
      yield* write(io, 2, '\n');
      sh.status = 130;
    } else if (!(error instanceof Leave || error instanceof Return)) throw error;
  }
  [sh.loops, sh.tested] = [0, 0];
  sh.deferred = [];
  try {
    yield* runPending(sh, io);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}
