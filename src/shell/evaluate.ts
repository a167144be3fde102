import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Statement } from 'unbash';
import { Errno, type Process } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { runSimple, startSimple } from './command.ts';
import { compound } from './compound.ts';
import { Exit, Leave, ShellError } from './flow.ts';
import { complain } from './io.ts';
import { addJob } from './jobs.ts';
import { runInForeground } from './foreground.ts';
import { fork } from './subshell.ts';
import { redirect } from './redirect.ts';
import type { Io, Shell } from './state.ts';
import { runPending, runTrap } from './traps.ts';

/** What one step of the evaluator costs, microseconds of computing. */
const STEP = 20;

/** Commands within commands: beyond this the shell refuses, the same on every machine, before its own stack is used up. */
const DEEPEST = 200;

/** Runs statements; returns the status of the last. Throws Exit, Return, Leave, fatal ShellErrors, Interrupted. */
export function* evaluate(sh: Shell, statements: readonly Statement[], io: Io): Co<number> {
  if (statements.length === 0) return 0;
  for (const statement of statements) {
    if (statement.background) {
      yield* background(sh, statement, io);
      continue;
    }
    const { command } = statement;
    if (sh.interactive) sh.text = sh.source.slice(statement.pos, statement.end);
    sh.status = command.type === 'AndOr' ? yield* andOr(sh, command, io) : yield* checked(sh, command, io);
  }
  return sh.status;
}

function* background(sh: Shell, statement: Statement, io: Io): Co<void> {
  const { command } = statement;
  const child =
    (command.type === 'Command' ? yield* startSimple(sh, command, io, sh.interactive) : undefined) ??
    fork(sh, io, (copy, files) => evaluate(copy, [{ ...statement, background: undefined }], files), sh.interactive);
  const text = sh.source.slice(statement.pos, statement.end).replace(/\s*&$/, '');
  const job = addJob(sh, [child], text);
  if (sh.interactive) yield* io.get(2)?.write(`[${job.id}] ${child.pid}\n`) ?? noWait();
  sh.status = 0;
}

function* noWait(): Co<void> {
  // Standard error is closed.
}

function* andOr(sh: Shell, node: AndOr, io: Io): Co<number> {
  const last = node.commands.length - 1;
  for (const [i, command] of node.commands.entries()) {
    const operator = i > 0 ? node.operators[i - 1] : undefined;
    if (operator && (operator === '&&') !== (sh.status === 0)) continue;
    sh.status = i < last ? yield* tested(sh, () => pipeline(sh, command, io)) : yield* checked(sh, command, io);
  }
  return sh.status;
}

/** Runs what is looked at: a failure in it is an answer, not an error. */
export function* tested(sh: Shell, work: () => Co<number>): Co<number> {
  sh.tested++;
  try {
    return yield* work();
  } finally {
    sh.tested--;
  }
}

/** Runs a pipeline whose failure counts: the ERR trap, and the end under `set -e`. */
function* checked(sh: Shell, node: PipelineNode, io: Io): Co<number> {
  const status = yield* pipeline(sh, node, io);
  const negated = node.type === 'Pipeline' && node.prefixes.some((prefix) => prefix.type === 'Negation');
  if (status === 0 || negated || sh.tested > 0) return status;
  sh.status = status;
  if (node.type === 'Command' || node.type === 'Pipeline') yield* runTrap(sh, 'ERR', io);
  if (sh.options.has('errexit')) throw new Exit(status);
  return status;
}

function* pipeline(sh: Shell, node: PipelineNode, io: Io): Co<number> {
  if (node.type !== 'Pipeline') {
    const status = yield* runNode(sh, node, io);
    sh.pipeStatus = [status];
    return status;
  }
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const started = sh.self.clock.now;
  const run = (): Co<number> =>
    node.commands.length > 1 ? stages(sh, node, io) : runNode(sh, node.commands[0] as CommandNode, io);
  const status = negated ? yield* tested(sh, run) : yield* run();
  if (node.commands.length === 1) sh.pipeStatus = [status];
  if (time) yield* io.get(2)?.write(timing(sh.self.clock.now - started)) ?? noWait();
  return negated ? Number(status === 0) : status;
}

function timing(span: number): string {
  const line = (name: string, s: number): string =>
    `${name}\t${Math.floor(s / 60e6)}m${((s % 60e6) / 1e6).toFixed(3)}s\n`;
  return `\n${line('real', span)}${line('user', Math.min(span, 1_000))}${line('sys', Math.min(span, 1_000))}`;
}

/** Runs the stages of a pipeline together, each in a process of its own. */
function* stages(sh: Shell, node: Pipeline, io: Io): Co<number> {
  const children: Process[] = [];
  let input = io.get(0);
  for (const [i, command] of node.commands.entries()) {
    const files = new Map(io);
    if (input) files.set(0, input);
    const next = i < node.commands.length - 1 ? sh.self.pipe() : undefined;
    if (next) files.set(1, next.writer);
    if (next && node.operators[i] === '|&') files.set(2, next.writer);
    const leader = children[0];
    const newGroup = sh.interactive && !leader;
    const child = yield* stage(sh, command, files, newGroup);
    if (sh.interactive && leader) child.pgid = leader.pgid;
    children.push(child);
    if (i > 0) input?.close();
    next?.writer.close();
    input = next?.reader;
  }
  const codes = yield* runInForeground(sh, children, io);
  sh.pipeStatus = codes;
  const last = codes.at(-1) ?? 0;
  return sh.options.has('pipefail') ? (codes.findLast((code) => code !== 0) ?? 0) : last;
}

function* stage(sh: Shell, command: CommandNode, files: Io, newGroup: boolean): Co<Process> {
  const program = command.type === 'Command' ? yield* startSimple(sh, command, files, newGroup) : undefined;
  return program ?? fork(sh, files, (copy, io) => runNode(copy, command, io), newGroup);
}

/** Runs one command of any kind; errors of the shell become its message and status. */
function* runNode(sh: Shell, node: CommandNode, io: Io): Co<number> {
  yield* sh.self.charge(STEP);
  if (sh.depth >= DEEPEST) {
    const name = sh.calls.at(-1) ?? sh.name;
    throw new ShellError(`${name}: maximum function nesting level exceeded (${sh.calls.length})`, 1, true);
  }
  if (sh.pending.length > 0) yield* runPending(sh, io);
  sh.pos = node.pos;
  sh.depth++;
  try {
    if (node.type === 'Command') return yield* runSimple(sh, node, io);
    if (node.type === 'Redirected') {
      const { io: files, opened } = yield* redirect(sh, node.redirects, io);
      try {
        return yield* compound(sh, node.command, files);
      } finally {
        for (const file of opened) file.close();
      }
    }
    return yield* compound(sh, node, io);
  } catch (error) {
    if (error instanceof ShellError && !error.fatal) {
      yield* complain(sh, io, error.message);
      return error.status;
    }
    if (error instanceof Errno && error.code === 'EBADF') {
      yield* complain(sh, io, `write error: ${error.message}`);
      return 1;
    }
    throw error;
  } finally {
    sh.depth--;
  }
}

/** Runs the body of a loop once; false: the loop ends. */
export function* iterate(sh: Shell, body: CompoundList, io: Io): Co<boolean> {
  sh.loops++;
  try {
    sh.status = yield* evaluate(sh, body.commands, io);
    return true;
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
    sh.status = 0;
    if (--error.levels > 0 && sh.loops > 1) throw error;
    return error.kind === 'continue';
  } finally {
    sh.loops--;
  }
}
