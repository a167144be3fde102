import type { ExitStatus, Host, OpenFile, Process, Signal, TerminalMaster } from '../host/index.ts';
import { Errno } from '../host/index.ts';
import type { Co } from '../sim/index.ts';

/** A command that runs on a host for somebody outside the lab (a set-up, a test, a recording). */
export interface Execution {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined while it runs. */
  readonly exit: number | undefined;
  /** Signals its whole foreground: SIGINT is Ctrl-C without the echo. */
  readonly signal: (signal: Signal) => void;
}

export interface ExecuteOptions {
  /** With a terminal of this size everything is in `stdout`, raw; without, the two streams are apart. */
  terminal?: { cols: number; rows: number };
  onExit?: (stdout: string, stderr: string, exit: number) => void;
}

/** Runs `bash -c command` in root's home directory. */
export function execute(host: Host, command: string, options: ExecuteOptions = {}): Execution {
  const { terminal, onExit } = options;
  const result = { stdout: '', stderr: '', exit: undefined as number | undefined };
  const master = terminal && host.openTerminal(terminal.cols, terminal.rows);
  master?.onOutput((data) => {
    result.stdout += data;
  });
  const collect = (key: 'stdout' | 'stderr'): OpenFile =>
    sink((data) => {
      result[key] += data;
    });
  const files = master
    ? [master.slave, master.slave, master.slave]
    : [sink(() => undefined), collect('stdout'), collect('stderr')];
  const program = host.root.files.program('/bin/bash');
  if (!program) throw new Errno('ENOENT');
  const shell = host.root.start({
    argv: ['bash', '-c', command],
    program,
    files: new Map(files.map((file, fd) => [fd, file])),
    onExit: ({ code }: ExitStatus) => {
      result.exit = code;
      onExit?.(result.stdout, result.stderr, code);
    },
  });
  return {
    get stdout() {
      return result.stdout;
    },
    get stderr() {
      return result.stderr;
    },
    get exit() {
      return result.exit;
    },
    signal: (signal) => signalGroup(shell, master, signal),
  };
}

function signalGroup(shell: Process, master: TerminalMaster | undefined, signal: Signal): void {
  const group = master?.terminal.foreground ?? shell.pgid;
  for (const process of [...shell.space.processes.values()])
    if (process.pgid === group || process.pgid === shell.pgid) shell.kill(process.pid, signal);
}

/** A file that keeps what is written to it and has nothing to read. */
function sink(keep: (data: string) => void): OpenFile {
  const file: OpenFile = {
    kind: 'pipe',
    terminal: undefined,
    read: function* (): Co<string> {
      return '';
    },
    write: function* (data): Co<void> {
      keep(data);
    },
    dup: () => file,
    close: () => undefined,
  };
  return file;
}
