import { Errno, type Process, type Program } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { takeOptions } from './builtins/options.ts';
import { Exit, ShellError } from './flow.ts';
import { interact } from './interactive.ts';
import { write } from './io.ts';
import { Shell, type Flavour, type Io } from './state.ts';
import { toTheEnd } from './subshell.ts';

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
    const sh = new Shell(self, flavour);
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
  if (invocation.command === undefined && invocation.script === undefined)
    if (invocation.interactive || io.get(0)?.terminal) return yield* interact(sh, io);
  const { runScript, runInput } = yield* sh.learn();
  if (invocation.command !== undefined) return yield* runScript(sh, invocation.command, `${sh.name}: -c`, io);
  if (invocation.script !== undefined) {
    const text = yield* readScript(sh, invocation.script, io);
    sh.name = invocation.script;
    return yield* runScript(sh, text, invocation.script, io);
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
