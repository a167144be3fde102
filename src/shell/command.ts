import { parse, type Assignment, type Command, type CommandArgument } from 'unbash';
import { Errno, type OpenFile, type Process, type Signal } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { aliasText } from './alias.ts';
import { assign, assignDeclared } from './assign.ts';
import { builtins, declarers } from './builtins/table.ts';
import { expandWords } from './expand.ts';
import { Exit, Return, ShellError } from './flow.ts';
import { runInForeground } from './foreground.ts';
import { complain } from './io.ts';
import { shellQuote } from './quote.ts';
import { redirect } from './redirect.ts';
import type { Io, Shell } from './state.ts';

/** Runs a simple command: assignments, redirections, then a function, builtin or program. */
export function* runSimple(sh: Shell, node: Command, io: Io): Co<number> {
  const aliased = aliasText(sh, node);
  if (aliased !== undefined) return yield* runAliased(sh, node, aliased, io);
  const words = yield* argumentsOf(sh, node, io);
  sh.substituted = 0;
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  const { io: files, opened } = yield* redirect(sh, node.redirects, io);
  try {
    const [name] = words;
    if (sh.options.has('xtrace')) yield* trace(sh, assignments, words, io);
    if (name === undefined) {
      for (const item of assignments) yield* assign(sh, item, files);
      return sh.substituted;
    }
    if (name === 'exec') return yield* execute(sh, words.slice(1), io, files, opened);
    sh.vars.set('_', words.at(-1) ?? '');
    const run = sh.functions.has(name) ? callFunction : builtins[name] ? callBuiltin : undefined;
    if (!run) return yield* runProgram(sh, words, yield* environment(sh, assignments, files), files);
    return yield* withAssignments(sh, assignments, files, () => run(sh, words, files));
  } finally {
    for (const file of opened) file.close();
  }
}

/** Starts a simple command that is a program, in the background; undefined: it is something else. */
export function* startSimple(sh: Shell, node: Command, io: Io, newGroup: boolean): Co<Process | undefined> {
  const name = node.name?.parts ? undefined : node.name?.value;
  if (
    name === undefined ||
    sh.functions.has(name) ||
    builtins[name] ||
    name === 'exec' ||
    aliasText(sh, node) !== undefined
  )
    return undefined;
  if (sh.options.has('xtrace') || find(sh, name) === undefined) return undefined;
  const words = yield* argumentsOf(sh, node, io);
  const { io: files, opened } = yield* redirect(sh, node.redirects, io);
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  try {
    const env = yield* environment(sh, assignments, files);
    return sh.self.spawn({ argv: words, env, files, newGroup });
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  } finally {
    for (const file of opened) file.close();
  }
}

function find(sh: Shell, name: string): string | undefined {
  try {
    return sh.self.which(name);
  } catch {
    return undefined;
  }
}

function* argumentsOf(sh: Shell, node: Command, io: Io): Co<string[]> {
  if (!node.name) return [];
  const words = yield* expandWords(sh, [node.name], io);
  const declares = declarers.has(words[0] ?? '');
  const items: readonly CommandArgument[] = node.args;
  for (const item of items) {
    if (item.type === 'Word') words.push(...(yield* expandWords(sh, [item], io)));
    else if (declares) words.push(yield* assignDeclared(sh, item, io));
    else words.push(item.text);
  }
  return words;
}

function* runAliased(sh: Shell, node: Command, text: string, io: Io): Co<number> {
  const { source, aliases } = sh;
  sh.source = text;
  sh.aliases = new Map([...aliases].filter(([name]) => name !== node.name?.value));
  try {
    return yield* sh.evaluate(sh, parse(text).commands, io);
  } finally {
    sh.source = source;
    sh.aliases = aliases;
  }
}

function* trace(sh: Shell, assignments: readonly Assignment[], words: readonly string[], io: Io): Co<void> {
  const text = [...assignments.map((item) => item.text), ...words.map((word) => shellQuote(word))].join(' ');
  yield* io.get(2)?.write(`${sh.vars.get('PS4') ?? '+ '}${text}\n`) ?? sh.self.charge(0);
}

function* environment(sh: Shell, assignments: readonly Assignment[], io: Io): Co<ReadonlyMap<string, string>> {
  if (assignments.length === 0) return sh.self.env;
  sh.vars.enter();
  try {
    for (const item of assignments) {
      sh.vars.declare(item.name, true, { exported: true });
      yield* assign(sh, item, io);
    }
    return new Map(sh.self.env);
  } finally {
    sh.vars.leave();
  }
}

/** Assignments before a function or builtin hold while it runs. */
function* withAssignments(sh: Shell, assignments: readonly Assignment[], io: Io, work: () => Co<number>): Co<number> {
  if (assignments.length === 0) return yield* work();
  const before = assignments.map((item) => [item.name, sh.vars.get(item.name)] as const);
  for (const item of assignments) yield* assign(sh, item, io);
  try {
    return yield* work();
  } finally {
    for (const [name, value] of before)
      if (value === undefined) sh.vars.unset(name);
      else sh.vars.set(name, value);
  }
}

function* callBuiltin(sh: Shell, words: readonly string[], io: Io): Co<number> {
  const [name = '', ...args] = words;
  try {
    const builtin = builtins[name];
    return builtin ? yield* builtin(sh, args, io) : 127;
  } catch (error) {
    if (!(error instanceof ShellError) || error.fatal) throw error;
    throw new ShellError(`${name}: ${error.message}`, error.status);
  }
}

function* callFunction(sh: Shell, words: readonly string[], io: Io): Co<number> {
  const [name = '', ...args] = words;
  const found = sh.functions.get(name);
  if (!found) return 127;
  const { args: outer, source, loops } = sh;
  [sh.args, sh.source, sh.loops] = [args, found.source, 0];
  sh.calls.push(name);
  sh.vars.enter();
  try {
    const { body } = found;
    const command = body.type === 'CompoundList' ? undefined : body;
    if (!command) return 0;
    const statement = { type: 'Statement', pos: body.pos, end: body.end, command, background: undefined } as const;
    return yield* sh.evaluate(sh, [statement], io);
  } catch (error) {
    if (error instanceof Return) return error.status;
    throw error;
  } finally {
    sh.vars.leave();
    sh.calls.pop();
    [sh.args, sh.source, sh.loops] = [outer, source, loops];
  }
}

/** Runs a program and waits for it. */
export function* runProgram(sh: Shell, words: readonly string[], env: ReadonlyMap<string, string>, io: Io): Co<number> {
  const child = yield* start(sh, words, env, io);
  if (typeof child === 'number') return child;
  return (yield* runInForeground(sh, [child], io))[0] ?? 0;
}

function* start(sh: Shell, words: readonly string[], env: ReadonlyMap<string, string>, io: Io): Co<Process | number> {
  const name = words[0] ?? '';
  let code: string;
  try {
    if (name.includes('/') || sh.self.which(name) !== undefined) {
      if (name.includes('/') && isDirectory(sh, name)) throw new Errno('EISDIR');
      return sh.self.spawn({ argv: words, env, files: io, newGroup: sh.interactive });
    }
    code = 'ENOENT';
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    code = error.code;
    if (name.includes('/') && sh.flavour === 'bash') {
      yield* complain(sh, io, `${name}: ${error.message}`);
      return code === 'ENOENT' ? 127 : 126;
    }
    if (code !== 'ENOENT') {
      yield* complain(sh, io, `${name}: ${error.message}`);
      return 126;
    }
  }
  yield* complain(sh, io, sh.flavour === 'bash' ? `${name}: command not found` : `${name}: not found`);
  return 127;
}

function isDirectory(sh: Shell, path: string): boolean {
  try {
    return sh.self.space.files.stat(sh.self.resolve(path)).kind === 'directory';
  } catch {
    return false;
  }
}

/** `exec`: with a command the shell ends as it does; without one its redirections stay. */
function* execute(sh: Shell, words: string[], outer: Io, files: Io, opened: OpenFile[]): Co<number> {
  if (words.length === 0) {
    keep(sh, outer as Map<number, OpenFile>, files);
    return 0;
  }
  const child = yield* start(sh, words, sh.self.env, files);
  if (typeof child === 'number') throw new Exit(child);
  for (const file of opened.splice(0)) file.close();
  // The shell stands in front of the program that should have replaced it, so signals go on to it.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as Signal[])
    sh.self.trap(signal, () => sh.self.kill(child.pid, signal));
  sh.traps.clear();
  throw new Exit((yield* runInForeground(sh, [child], files))[0] ?? 0);
}

/** Makes a command's redirections the shell's own. */
function keep(sh: Shell, io: Map<number, OpenFile>, files: Io): void {
  const changed = [...new Set([...io.keys(), ...files.keys()])].filter((fd) => io.get(fd) !== files.get(fd));
  const kept = changed.map((fd) => [fd, files.get(fd)?.dup()] as const);
  for (const [fd, file] of kept) {
    sh.self.setFile(fd, file);
    if (file) io.set(fd, file);
    else io.delete(fd);
  }
}
