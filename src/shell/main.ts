import { parse } from 'unbash';
import { Errno, type Process, type Program } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { takeOptions } from './builtins/options.ts';
import { evaluate } from './evaluate.ts';
import { Exit, ShellError } from './flow.ts';
import { complain, readLine, write } from './io.ts';
import { Shell, type Flavour, type Io } from './state.ts';
import { toTheEnd } from './subshell.ts';
import { explain, malformed } from './syntax.ts';

/** What the shell's command line asks for. */
interface Invocation {
  command: string | undefined;
  script: string | undefined;
  interactive: boolean;
  login: boolean;
  args: string[];
}

function parseArguments(sh: Shell, argv: readonly string[]): Invocation {
  let command = false;
  let [stdin, interactive] = [false, false];
  let login = sh.name.startsWith('-');
  let words = argv.slice(1);
  const rest: string[] = [];
  while (/^[-+]./.test(words[0] ?? '')) {
    const [word = ''] = words.splice(0, 1);
    if (word === '--') break;
    if (word.startsWith('--')) {
      if (word === '--login') login = true;
      if (word === '--rcfile' || word === '--init-file') words.splice(0, 1);
      continue;
    }
    let letters = '';
    for (const letter of word.slice(1)) {
      if (letter === 'c') command = true;
      else if (letter === 's') stdin = true;
      else if (letter === 'i') interactive = true;
      else if (letter === 'l') login = true;
      else letters += letter;
    }
    if (letters) words = takeOptions(sh, [word.charAt(0) + letters, ...words]).rest;
  }
  rest.push(...words);
  const first = (command || !stdin) && rest.length > 0 ? rest.shift() : undefined;
  if (command && first === undefined) throw new ShellError('-c: option requires an argument', 2);
  if (command && rest.length > 0) sh.name = rest.shift() ?? sh.name;
  return { command: command ? first : undefined, script: command ? undefined : first, interactive, login, args: rest };
}

/** A shell program that speaks as `flavour` does. Its status is its last command's, or that of `exit`. */
export function shellOf(flavour: Flavour): Program {
  return function* (self) {
    const sh = new Shell(self, flavour, evaluate);
    sh.vars.set('IFS', ' \t\n');
    sh.vars.declare('PWD', false, { exported: true });
    sh.vars.set('PWD', self.cwd);
    sh.vars.set('OPTIND', '1');
    sh.vars.declare('SHLVL', false, { exported: true });
    sh.vars.set('SHLVL', String(Number(self.env.get('SHLVL') ?? 0) + 1));
    const io = new Map(self.files);
    return yield* toTheEnd(sh, io, () => start(sh, self, io));
  };
}

function* start(sh: Shell, self: Process, io: Io): Co<number> {
  const invocation = parseArguments(sh, self.argv);
  sh.name = sh.name.replace(/^-/, '');
  sh.args = invocation.args;
  if (invocation.command !== undefined) return yield* runScript(sh, invocation.command, `${sh.name}: -c`, io);
  if (invocation.script !== undefined) {
    const text = yield* readScript(sh, invocation.script, io);
    sh.name = invocation.script;
    return yield* runScript(sh, text, invocation.script, io);
  }
  if (invocation.interactive || io.get(0)?.terminal) {
    const { interact } = yield* self.load(() => import('./interactive.ts'));
    return yield* interact(sh, io);
  }
  return yield* runInput(sh, io);
}

function* readScript(sh: Shell, path: string, io: Io): Co<string> {
  try {
    return sh.self.space.files.readFile(sh.self.resolve(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (sh.flavour === 'bash') yield* write(io, 2, `${sh.name}: ${path}: ${error.message}\n`);
    else
      yield* write(
        io,
        2,
        `${sh.name}: ${sh.flavour === 'dash' ? '0: cannot open' : "can't open"} ${sh.flavour === 'ash' ? `'${path}'` : path}: ${error.message.replace(' or directory', sh.flavour === 'ash' ? ' or directory' : '')}\n`,
      );
    throw new Exit(error.code === 'ENOENT' ? (sh.flavour === 'bash' ? 127 : 2) : 126);
  }
}

/** Runs a whole text. A syntax error counts from where it stands: what is complete before it runs. */
function* runScript(sh: Shell, text: string, where: string, io: Io): Co<number> {
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
function* runInput(sh: Shell, io: Io): Co<number> {
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
