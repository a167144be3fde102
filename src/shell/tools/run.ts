import { cellWidth, Errno, signalNamed, signalNumber, type Process } from '../../host/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import { spanOf } from './basic.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

/** Starts a command; when it cannot be, tells why in the manner of coreutils and returns the status. */
function* launch(
  self: Process,
  name: string,
  argv: readonly string[],
  options: Partial<Parameters<Process['spawn']>[0]> = {},
): Co<Process | number> {
  try {
    return self.spawn({ ...options, argv });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const said =
      name === 'xargs'
        ? argv[0]
        : name === 'timeout' || name === 'nohup'
          ? `failed to run command ‘${argv[0]}’`
          : argv[0];
    yield* self.printError(`${name}: ${said}: ${error.message}\n`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
}

function* runThrough(self: Process, name: string, argv: readonly string[]): Co<number> {
  const child = yield* launch(self, name, argv);
  return typeof child === 'number' ? child : (yield* self.wait(child)).code;
}

/** The words of xargs's input: blanks separate, quotes and backslashes protect. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s'"\\]|\\[^]|'[^']*'|"[^"]*")+/g)].map((m) =>
    m[0].replace(
      /\\([^])|'([^']*)'|"([^"]*)"/g,
      (_, ...quoted: (string | undefined)[]) => quoted.slice(0, 3).find((part) => part !== undefined) ?? '',
    ),
  );
}

const xargs = program(function* (self, name) {
  const options = getopt(
    self.argv,
    'n:I:i0rL:P:td:p',
    { null: '0', 'no-run-if-empty': 'r', 'max-args': 'n', 'max-procs': 'P', verbose: 't', delimiter: 'd' },
    true,
  );
  const text = yield* self.readAll(self.stdin);
  const command = options.operands.length > 0 ? options.operands : ['echo'];
  const mark = options.value('I');
  const separator = options.has('0') ? '\0' : options.value('d')?.replace('\\n', '\n').replace('\\t', '\t');
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const byLine = mark !== undefined || options.has('L');
  const items =
    separator === undefined
      ? byLine
        ? lines
        : wordsOf(text)
      : text
          .replace(new RegExp(`${separator === '\0' ? '\\0' : '\\n'}$`), '')
          .split(separator)
          .filter((item) => item !== '');
  const size = Number(options.value('n') ?? options.value('L') ?? Infinity);
  const batches: string[][] = [];
  if (mark !== undefined) for (const item of items) batches.push(command.map((word) => word.replaceAll(mark, item)));
  else {
    for (let i = 0; i < items.length; i += size) {
      const part = items.slice(i, Math.min(items.length, i + size));
      batches.push([...command, ...(options.has('L') ? part.flatMap(wordsOf) : part)]);
    }
    if (items.length === 0 && !options.has('r')) batches.push([...command]);
  }
  let status = 0;
  for (const argv of batches) {
    if (options.has('t')) yield* self.printError(`${argv.join(' ')}\n`);
    const code = yield* runThrough(self, name, argv);
    if (code === 126 || code === 127) return code;
    if (code === 255) throw new Failure(`${argv[0]}: exited with status 255; aborting`, 124);
    if (code !== 0) status = 123;
  }
  return status;
});

const timeout = program(function* (self, name) {
  const options = getopt(
    self.argv,
    's:k:vf',
    { signal: 's', 'kill-after': 'k', foreground: 'f', 'preserve-status': 'preserve' },
    true,
  );
  const [limit, ...argv] = options.operands;
  if (limit === undefined || argv.length === 0)
    throw new Failure("missing operand\nTry 'timeout --help' for more information.", 125);
  const span = spanOf(limit);
  if (span === undefined)
    throw new Failure(`invalid time interval ‘${limit}’\nTry 'timeout --help' for more information.`, 125);
  const signal = signalNamed(options.value('s') ?? 'TERM');
  if (!signal) throw new Failure(`‘${options.value('s')}’: invalid signal`, 125);
  const child = yield* launch(self, name, argv);
  if (typeof child === 'number') return child;
  let late = false;
  const cancel =
    span === 0
      ? undefined
      : self.clock.after(span, () => {
          if (child.exit) return;
          late = true;
          self.kill(child.pid, signal);
        });
  const grace = spanOf(options.value('k') ?? '');
  const cancelKill =
    grace === undefined
      ? undefined
      : self.clock.after(span + grace, () => !child.exit && self.kill(child.pid, 'SIGKILL'));
  const exit = yield* self.wait(child);
  cancel?.();
  cancelKill?.();
  if (!late) return exit.code;
  return exit.signal === 'SIGKILL' ? 128 + signalNumber('SIGKILL') : options.has('preserve') ? exit.code : 124;
});

/** Runs a command and keeps what it prints. */
function* capture(self: Process, command: string): Co<string> {
  const { reader, writer } = self.pipe();
  const child = self.spawn({ argv: ['sh', '-c', command], files: new Map([...self.files, [1, writer], [2, writer]]) });
  writer.close();
  const text = yield* self.readAll(reader);
  reader.close();
  yield* self.wait(child);
  return text;
}

const watch = program(function* (self) {
  const options = getopt(self.argv, 'n:dtgcex', { interval: 'n', 'no-title': 't', differences: 'd' }, true);
  if (options.operands.length === 0) throw new Failure('usage: watch [-n seconds] command');
  const interval = options.value('n') ?? '2';
  const span = Math.max(0.1, Number(interval)) * second;
  if (Number.isNaN(span)) throw new Failure(`failed to parse argument: '${interval}'`);
  const command = options.operands.join(' ');
  const screen = self.stdout.terminal;
  if (screen) yield* self.print('\x1b[?1049h\x1b[H\x1b[2J');
  try {
    for (;;) {
      const text = yield* capture(self, command);
      yield* self.print(frame(self, `Every ${Number(interval).toFixed(1)}s: ${command}`, text, options.has('t')));
      yield* self.sleep(span);
    }
  } finally {
    if (screen) yield* self.print('\x1b[?1049l');
  }
});

/** One picture of `watch`: heading, and as much of the output as the screen takes. */
function frame(self: Process, title: string, text: string, bare: boolean): string {
  const { cols, rows } = self.stdout.terminal?.size ?? { cols: 80, rows: 24 };
  const right = `${self.space.hostname}: ${strftime('%a %b %e %H:%M:%S %Y', self.clock.now)}`;
  const room = Math.max(0, cols - right.length - 1);
  const left = cellWidth(title) > room ? `${title.slice(0, Math.max(0, room - 3))}...` : title;
  const head = bare ? [] : [left + ' '.repeat(Math.max(1, cols - cellWidth(left) - right.length)) + right, ''];
  const lines = [...head, ...text.replace(/\n$/, '').split('\n')].slice(0, rows);
  return `\x1b[H${lines.map((line) => `${clip(line, cols)}\x1b[K`).join('\n')}\x1b[J`;
}

function clip(line: string, cols: number): string {
  let [out, width] = ['', 0];
  for (const c of line) {
    width += cellWidth(c);
    if (width > cols) return out;
    out += c;
  }
  return out;
}

const which = program(function* (self) {
  const options = getopt(self.argv, 'a');
  let status = 0;
  for (const name of options.operands) {
    let path: string | undefined;
    try {
      path = self.which(name);
    } catch {
      path = undefined;
    }
    if (path === undefined) status = 1;
    else yield* self.print(`${path}\n`);
  }
  return status;
});

const sudo = program(function* (self) {
  const options = getopt(self.argv, 'EHnisu:kv', { user: 'u', login: 'i' }, true);
  const argv = options.operands.length > 0 ? options.operands : options.has('i') || options.has('s') ? ['bash'] : [];
  if (argv.length === 0) {
    if (options.has('v') || options.has('k')) return 0;
    yield* self.printError('usage: sudo -h | -K | -k | -V\nusage: sudo [-EHn] [-u user] [command [arg ...]]\n');
    return 1;
  }
  const user = self.space.users.find((u) => u.name === (options.value('u') ?? 'root'));
  if (!user) throw new Failure(`unknown user ${options.value('u')}`);
  if (!argv[0]?.includes('/') && self.which(argv[0] ?? '') === undefined)
    throw new Failure(`${argv[0]}: command not found`);
  const child = yield* launch(self, 'sudo', argv, { user });
  return typeof child === 'number' ? child : (yield* self.wait(child)).code;
});

const nohup = program(function* (self, name) {
  const argv = self.argv.slice(1);
  if (argv.length === 0) throw new Failure("missing operand\nTry 'nohup --help' for more information.", 125);
  self.trap('SIGHUP', 'ignore');
  const files = new Map(self.files);
  if (self.stdout.terminal) {
    yield* self.printError("nohup: ignoring input and appending output to 'nohup.out'\n");
    const out = yield* self.open('nohup.out', 'a');
    files.set(1, out);
    if (self.stderr.terminal) files.set(2, out);
  }
  const child = yield* launch(self, name, argv, { files });
  return typeof child === 'number' ? child : (yield* self.wait(child)).code;
});

export const programs: Programs = { xargs, timeout, watch, which, sudo, nohup };
