import { ApiError, type LogFrame } from '../../api/index.ts';
import { Errno, type OpenFile, type Process, type TerminalMaster } from '../../host/index.ts';
import { Channel, run, type Source } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { environmentOf, userOf } from './environment.ts';
import { closedFile, fedFile, sinkFile } from './streams.ts';

/** Body of POST /containers/{id}/exec. */
export interface ExecConfig {
  User?: string;
  Privileged?: boolean;
  Tty?: boolean;
  ConsoleSize?: [number, number] | null;
  AttachStdin?: boolean;
  AttachStderr?: boolean;
  AttachStdout?: boolean;
  DetachKeys?: string;
  Env?: string[] | null;
  WorkingDir?: string;
  Cmd?: string[];
}

/** One command beside the first process. */
export interface Exec {
  readonly id: string;
  readonly container: Container;
  readonly config: ExecConfig;
  running: boolean;
  exitCode: number | null;
  process: Process | undefined;
  terminal: TerminalMaster | undefined;
  size: { cols: number; rows: number };
}

export function createExec(daemon: Daemon, container: Container, config: ExecConfig): Exec {
  if (container.status === 'paused')
    throw new ApiError(409, `container ${container.id} is paused, unpause the container before exec`);
  if (!container.running) throw new ApiError(409, `container ${container.id} is not running`);
  if (!config.Cmd?.length) throw new ApiError(400, 'No exec command specified');
  const exec: Exec = {
    id: daemon.chance.hex('exec', container.id),
    container,
    config,
    running: false,
    exitCode: null,
    process: undefined,
    terminal: undefined,
    size: { rows: config.ConsoleSize?.[0] ?? 24, cols: config.ConsoleSize?.[1] ?? 80 },
  };
  container.execs.set(exec.id, exec);
  emit(daemon, exec, `exec_create: ${config.Cmd.join(' ')}`);
  return exec;
}

function emit(daemon: Daemon, exec: Exec, action: string, extra: Record<string, string> = {}): void {
  daemon.events.emit('container', action, exec.container.id, exec.container.attributes({ execID: exec.id, ...extra }));
}

/** Starts it; what comes back is its output until its end. `input` is what the client types. */
export function startExec(daemon: Daemon, exec: Exec, input: Source<unknown> | undefined): Source<LogFrame> {
  const { container, config } = exec;
  const { space } = container;
  const output = new Channel<LogFrame>(256);
  if (!space || !container.running) throw new ApiError(409, `container ${container.id} is not running`);
  if (exec.running || exec.exitCode !== null) throw new ApiError(409, `exec ${exec.id} has already run`);
  const argv = config.Cmd ?? [];
  const finish = (code: number): void => {
    if (exec.exitCode !== null) return;
    exec.running = false;
    exec.exitCode = code;
    input?.cancel();
    output.close();
    emit(daemon, exec, 'exec_die', { exitCode: String(code) });
  };
  emit(daemon, exec, `exec_start: ${argv.join(' ')}`);
  exec.running = true;
  const user = userOf(space, config.User || container.config.User);
  try {
    exec.process = space.start({
      argv,
      cwd: config.WorkingDir || container.config.WorkingDir || '/',
      user,
      env: environmentOf(container, user, config.Env ?? [], config.Tty ?? false),
      files: filesOf(daemon, exec, input, output),
      onExit: (status) => finish(status.code),
    });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const name = argv[0] ?? '';
    const reason =
      error.code !== 'ENOENT'
        ? error.message.toLowerCase()
        : name.includes('/')
          ? `stat ${name}: no such file or directory`
          : 'executable file not found in $PATH';
    output.push({
      stream: 'stdout',
      data: `OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": ${reason}: unknown\r\n`,
    });
    finish(error.code === 'ENOENT' ? 127 : 126);
  }
  return output;
}

function filesOf(
  daemon: Daemon,
  exec: Exec,
  input: Source<unknown> | undefined,
  output: Channel<LogFrame>,
): Map<number, OpenFile> {
  if (exec.config.Tty) {
    const terminal = daemon.host.openTerminal(exec.size.cols, exec.size.rows);
    exec.terminal = terminal;
    terminal.onOutput((data) => output.push({ stream: 'stdout', data }));
    output.onCancel(() => terminal.hangUp());
    if (input)
      pump(
        daemon,
        input,
        (data) => terminal.input(data),
        () => undefined,
      );
    return new Map([0, 1, 2].map((fd) => [fd, terminal.slave]));
  }
  const clients = new Set<Channel<unknown>>([output as Channel<unknown>]);
  const stdin = new Channel<string>();
  if (input && exec.config.AttachStdin)
    pump(
      daemon,
      input,
      (data) => stdin.push(data),
      () => stdin.close(),
    );
  const sink = (stream: LogFrame['stream']): OpenFile => sinkFile(stream, () => undefined, clients);
  return new Map([
    [0, input && exec.config.AttachStdin ? fedFile(stdin) : closedFile],
    [1, sink('stdout')],
    [2, sink('stderr')],
  ]);
}

/** Hands on what a client sends, until it ends. */
export function pump(daemon: Daemon, input: Source<unknown>, each: (data: string) => void, end: () => void): void {
  const loop = function* () {
    for (;;) {
      const data = yield* input.receive();
      if (data === undefined) return end();
      each(data as string);
    }
  };
  run(daemon.clock, loop(), () => undefined);
}

/** The exec of that ID on any container. Throws 404. */
export function findExec(daemon: Daemon, id: string): Exec {
  const exec = daemon.containers.all.map((container) => container.execs.get(id)).find((found) => found !== undefined);
  if (!exec) throw new ApiError(404, `No such exec instance: ${id}`);
  return exec;
}
