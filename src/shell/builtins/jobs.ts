import { Errno, Interrupted, signalNamed, type Process, type Signal } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { ShellError } from '../flow.ts';
import { runInForeground } from '../foreground.ts';
import { complain, write } from '../io.ts';
import { findJob, jobLine, signalNumbers, waitJob, type Job } from '../jobs.ts';
import type { Io, Shell } from '../state.ts';
import { runPending, setTrap } from '../traps.ts';
import type { Builtin } from './table.ts';

/** While `wait` waits, a signal with a trap ends it: status 128 + its number. */
function* interruptible(sh: Shell, work: () => Co<number>, io: Io): Co<number> {
  const trapped = [...sh.traps].filter(([name, commands]) => commands !== '' && name in signalNumbers);
  for (const [name] of trapped) sh.self.trap(`SIG${name}` as Signal, 'throw');
  try {
    return yield* work();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const name = error.signal.slice(3);
    if (!trapped.some(([other]) => other === name)) throw error;
    sh.pending.push(name);
    for (const [other, commands] of trapped) setTrap(sh, other, commands);
    yield* runPending(sh, io);
    return 128 + (signalNumbers[name] ?? 0);
  } finally {
    for (const [name, commands] of trapped) if (sh.traps.has(name)) setTrap(sh, name, commands);
  }
}

function* wait(sh: Shell, args: string[], io: Io): Co<number> {
  let status = 0;
  if (args.length === 0) for (const job of sh.jobs) if (!job.told) yield* waitJob(sh, job);
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const job = findJob(sh, word);
    if (job) status = yield* waitJob(sh, job);
    else {
      const message = word.startsWith('%')
        ? `wait: ${word}: no such job`
        : `wait: pid ${word} is not a child of this shell`;
      yield* complain(sh, io, message);
      status = 127;
    }
  }
  sh.jobs = sh.jobs.filter((job) => !job.told || !job.processes.every((p) => p.exit));
  return status;
}

function current(sh: Shell, word: string | undefined): Job {
  const job = findJob(sh, word ?? '%+');
  if (!job) throw new ShellError(`${word ?? 'current'}: no such job`);
  return job;
}

/** The processes that a word of `kill` means: a pid, a negative process group, a job. */
function targets(sh: Shell, word: string): number[] {
  if (word.startsWith('%')) {
    const job = findJob(sh, word);
    if (!job) throw new ShellError(`${word}: no such job`);
    return job.processes.filter((p) => !p.exit).map((p) => p.pid);
  }
  if (!/^-?\d+$/.test(word)) throw new ShellError(`${word}: arguments must be process or job IDs`);
  return [Number(word)];
}

/** Continues a job that was stopped. */
function proceed(sh: Shell, job: Job): void {
  for (const child of job.processes) if (!child.exit) sh.self.kill(child.pid, 'SIGCONT');
}

const kill: Builtin = function* (sh, args, io) {
  let signal: Signal | undefined = 'SIGTERM';
  let words = args;
  const [option = ''] = args;
  if (option === '-l' || option === '-L') {
    const number = Number(args[1]) & 127;
    const names = Object.entries(signalNumbers);
    const one = args[1] === undefined ? undefined : names.find(([, n]) => n === number)?.[0];
    yield* write(io, 1, `${one ?? names.map(([name, n]) => `${String(n).padStart(2)}) SIG${name}`).join('\n')}\n`);
    return 0;
  }
  if (option === '-s' || option === '-n') [signal, words] = [signalNamed(args[1] ?? ''), args.slice(2)];
  else if (option === '--') words = args.slice(1);
  else if (/^-./.test(option))
    [signal, words] = [option === '-0' ? undefined : signalNamed(option.slice(1)), args.slice(1)];
  if (!signal && option !== '-0')
    throw new ShellError(`${option === '-s' ? args[1] : option.slice(1)}: invalid signal specification`);
  if (words.length === 0) {
    yield* write(
      io,
      2,
      'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
    );
    return 2;
  }
  let status = 0;
  for (const word of words)
    for (const pid of targets(sh, word)) {
      try {
        if (signal) sh.self.kill(pid, signal);
        else if (!sh.self.space.processes.has(pid)) throw new Errno('ESRCH');
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        yield* complain(sh, io, `kill: (${pid}) - ${error.message}`);
        status = 1;
      }
    }
  // Lets a signal that the shell sent to itself arrive before the next command.
  yield* sh.self.sleep(0);
  return status;
};

export const jobControl: Readonly<Record<string, Builtin>> = {
  wait: (sh, args, io) => interruptible(sh, () => wait(sh, args, io), io),
  kill,
  *jobs(sh, args, io) {
    for (const job of sh.jobs.filter((j) => !j.told)) {
      if (args.includes('-p')) yield* write(io, 1, `${job.processes[0]?.pid}\n`);
      else if (args.includes('-l')) yield* write(io, 1, jobLine(sh, job).replace('  ', ` ${job.processes[0]?.pid} `));
      else yield* write(io, 1, jobLine(sh, job));
    }
    for (const job of sh.jobs) if (job.processes.every((p: Process) => p.exit)) job.told = true;
    return 0;
  },
  *fg(sh, args, io) {
    const job = current(sh, args[0]);
    yield* write(io, 1, `${job.text}\n`);
    job.told = true;
    proceed(sh, job);
    return (yield* runInForeground(sh, job.processes, io, job)).at(-1) ?? 0;
  },
  *bg(sh, args, io) {
    const job = current(sh, args[0]);
    proceed(sh, job);
    yield* write(io, 1, `[${job.id}]+ ${job.text} &\n`);
    return 0;
  },
  *disown(sh, args) {
    const job = current(
      sh,
      args.find((word) => !word.startsWith('-')),
    );
    sh.jobs = sh.jobs.filter((other) => other !== job);
    return 0;
  },
  *trap(sh, args, io) {
    const words = args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0 || words[0] === '-p') {
      for (const [name, commands] of sh.traps)
        yield* write(
          io,
          1,
          `trap -- '${commands.replace(/'/g, `'\\''`)}' ${name in signalNumbers ? 'SIG' : ''}${name}\n`,
        );
      return 0;
    }
    const reset = words[0] === '-' || words.length === 1;
    let status = 0;
    for (const word of words.length === 1 ? words : words.slice(1)) {
      const name =
        word === '0'
          ? 'EXIT'
          : /^(EXIT|ERR|DEBUG|RETURN)$/i.test(word)
            ? word.toUpperCase()
            : signalNamed(word)?.slice(3);
      if (name) setTrap(sh, name, reset ? undefined : words[0]);
      else {
        yield* complain(sh, io, `trap: ${word}: invalid signal specification`);
        status = 1;
      }
    }
    return status;
  },
};
