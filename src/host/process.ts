import type { Connection, HttpHandler, HttpRequest, HttpResponse } from '../net/index.ts';
import {
  ChannelBroken,
  load,
  run,
  sleep,
  wait,
  type Chance,
  type Clock,
  type Co,
  type Micros,
  type Resume,
  type Routine,
} from '../sim/index.ts';
import { COSTS } from './costs.ts';
import { executed, which, type Seeker } from './execute.ts';
import { Gate } from './gate.ts';
import { adopt, type Owner } from './open-file.ts';
import { createPipe } from './pipe.ts';
import { connect, request, serve } from './process-network.ts';
import { closedFile, openPath } from './process-open.ts';
import { defaultAction, signalNumber } from './signals.ts';
import type { LinuxSpace } from './space.ts';
import {
  Errno,
  Interrupted,
  type ExitStatus,
  type Host,
  type OpenFile,
  type Process,
  type Program,
  type Signal,
  type SpawnOptions,
  type Terminal,
  type User,
} from './types.ts';

type Disposition = Parameters<Process['trap']>[1];

/** Everything that a new process starts from. */
export interface Birth {
  space: LinuxSpace;
  parent: LinuxProcess | undefined;
  pid: number;
  hostPid: number;
  pgid: number;
  argv: readonly string[];
  program: Program;
  /** What starting takes, before the program's first step. */
  cost: Micros;
  env: ReadonlyMap<string, string>;
  cwd: string;
  files: ReadonlyMap<number, OpenFile>;
  user: User;
  onExit: ((status: ExitStatus) => void) | undefined;
}

/** A process: a coroutine with its files, signals and place in the tree of processes. */
export class LinuxProcess implements Process, Owner {
  readonly pid: number;
  readonly hostPid: number;
  pgid: number;
  readonly space: LinuxSpace;
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  readonly user: User;
  readonly startedAt: Micros;
  readonly terminal: Terminal | undefined;
  readonly opened = new Set<OpenFile>();
  /** What is to be done when it ends. */
  readonly cleanups = new Set<() => void>();
  parent: LinuxProcess | undefined;
  #files = new Map<number, OpenFile>();
  #exit: ExitStatus | undefined;
  #dispositions = new Map<Signal, Disposition>();
  #watchers = new Set<{ untraced: boolean; resume: Resume<ExitStatus> }>();
  #threads = new Set<Routine>();
  #debt: Micros = 0;
  #computing = false;
  readonly #gate = new Gate();
  readonly #routine: Routine;
  readonly #onExit: Birth['onExit'];

  constructor(birth: Birth) {
    const { space, parent } = birth;
    this.space = space;
    this.parent = parent;
    this.pid = birth.pid;
    this.hostPid = birth.hostPid;
    this.pgid = birth.pgid;
    this.argv = birth.argv;
    this.env = new Map(birth.env);
    this.cwd = birth.cwd;
    this.user = birth.user;
    this.startedAt = this.clock.now;
    this.#onExit = birth.onExit;
    for (const [fd, file] of birth.files) this.#files.set(fd, adopt(file, this));
    this.terminal = parent?.terminal ?? [...this.#files.values()].find((file) => file.terminal)?.terminal;
    if (parent)
      for (const [signal, how] of parent.#dispositions) if (how === 'ignore') this.#dispositions.set(signal, how);
    this.#routine = run(this.clock, this.#gate.pass(this.#body(birth.program, birth.cost)), (outcome) => {
      if (outcome.ok) this.finish({ code: outcome.value & 255, signal: undefined });
      else this.#killed(outcome.error instanceof Interrupted ? outcome.error.signal : 'SIGPIPE');
    });
  }

  get host(): Host {
    return this.space.host;
  }

  get clock(): Clock {
    return this.space.host.clock;
  }

  get chance(): Chance {
    return this.space.host.chance;
  }

  get ppid(): number {
    return this.parent?.pid ?? 0;
  }

  get exit(): ExitStatus | undefined {
    return this.#exit;
  }

  get state(): Process['state'] {
    if (this.#exit) return 'Z';
    if (this.#gate.stopped) return 'T';
    return this.#gate.waiting && !this.#computing ? 'S' : 'R';
  }

  get files(): ReadonlyMap<number, OpenFile> {
    return this.#files;
  }

  get stdin(): OpenFile {
    return this.#file(0);
  }

  get stdout(): OpenFile {
    return this.#file(1);
  }

  get stderr(): OpenFile {
    return this.#file(2);
  }

  setFile(fd: number, file: OpenFile | undefined): void {
    const before = this.#files.get(fd);
    if (before === file) return;
    before?.close();
    if (file) this.#files.set(fd, file);
    else this.#files.delete(fd);
  }

  *print(text: string): Co<void> {
    yield* this.stdout.write(text);
  }

  *printError(text: string): Co<void> {
    yield* this.stderr.write(text);
  }

  *open(path: string, mode: 'r' | 'w' | 'a' | 'rw'): Co<OpenFile> {
    yield* this.charge(COSTS.systemCall);
    return openPath(this, path, mode);
  }

  *readAll(file: OpenFile): Co<string> {
    let all = '';
    for (;;) {
      const data = yield* file.read();
      if (data === '') return all;
      all += data;
    }
  }

  resolve(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.cwd}/${path}`).split('/'))
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    return `/${parts.join('/')}`;
  }

  pipe(): { reader: OpenFile; writer: OpenFile } {
    return createPipe(this);
  }

  which(name: string): string | undefined {
    return which(name, this.#seeker());
  }

  spawn(options: SpawnOptions): LinuxProcess {
    const seeker = this.#seeker(options);
    const { program, argv } = options.program
      ? { program: options.program, argv: options.argv }
      : executed(options.argv, seeker);
    return this.space.fork({
      parent: this,
      argv,
      program,
      cost: options.program ? COSTS.fork : COSTS.program,
      env: options.env ?? this.env,
      cwd: options.cwd ?? this.cwd,
      files: options.files ?? this.#files,
      user: seeker.user,
      newGroup: options.newGroup ?? false,
      onExit: undefined,
    });
  }

  *wait(child: Process, options: { untraced?: boolean } = {}): Co<ExitStatus> {
    if (child.exit) return child.exit;
    if (!(child instanceof LinuxProcess)) throw new Errno('ECHILD');
    const watchers = child.#watchers;
    return yield* wait<ExitStatus>((resume) => {
      const entry = { untraced: options.untraced ?? false, resume };
      watchers.add(entry);
      return () => watchers.delete(entry);
    });
  }

  kill(pid: number, signal: Signal): void {
    const all = [...this.space.processes.values()];
    const targets =
      pid > 0 ? [this.space.processes.get(pid)] : all.filter((p) => p.pgid === (pid === 0 ? this.pgid : -pid));
    const found = targets.filter((target) => target !== undefined);
    if (found.length === 0) throw new Errno('ESRCH');
    for (const target of found) target.deliver(signal, target.space !== this.space);
  }

  signal(signal: Signal): void {
    this.deliver(signal, true);
  }

  trap(signal: Signal, disposition: Disposition): void {
    this.#dispositions.set(signal, disposition);
  }

  *sleep(span: Micros): Co<void> {
    yield* sleep(this.clock, Math.max(span, COSTS.timerSlack));
  }

  *charge(span: Micros): Co<void> {
    this.#debt += span;
    if (this.#debt < COSTS.quantum) return;
    const due = this.#debt;
    this.#debt = 0;
    this.#computing = true;
    try {
      yield* sleep(this.clock, due);
    } finally {
      this.#computing = false;
    }
  }

  owe(span: Micros): void {
    this.#debt += span;
  }

  *load<T>(start: () => PromiseLike<T>): Co<T> {
    return yield* load(this.clock, start);
  }

  thread(co: Co<void>): () => void {
    let routine: Routine | undefined = undefined;
    const end = (): void => {
      if (routine) this.#threads.delete(routine);
      routine?.kill();
    };
    routine = run(this.clock, co, end);
    if (!routine.done) this.#threads.add(routine);
    return end;
  }

  *connect(name: string, port: number): Co<Connection> {
    return yield* connect(this, name, port);
  }

  *request(endpoint: string, head: HttpRequest): Co<HttpResponse> {
    yield* this.charge(COSTS.systemCall);
    return yield* request(this, endpoint, head);
  }

  serve(port: number, handler: HttpHandler): void {
    serve(this, port, handler);
  }

  /** A signal arrives. `outside`: from a space above this one, which alone can force a pid 1. */
  deliver(signal: Signal, outside: boolean): void {
    if (this.#exit) return;
    const init = this.pid === 1;
    if (signal === 'SIGKILL' || signal === 'SIGSTOP') {
      if (init && !outside) return;
      if (signal === 'SIGKILL') this.#killed(signal);
      else this.#stop(signal);
      return;
    }
    if (signal === 'SIGCONT') this.#gate.continue();
    const how = this.#dispositions.get(signal) ?? 'default';
    if (typeof how === 'function') how();
    else if (how === 'throw') this.#gate.throw(new Interrupted(signal));
    else if (how === 'default' && !init) this.#act(signal);
  }

  /** Ends the process: its routine is dropped, its files are closed, and whoever waits is told. */
  finish(status: ExitStatus): void {
    if (this.#exit) return;
    this.#exit = status;
    this.#drop();
    for (const cleanup of [...this.cleanups]) cleanup();
    for (const file of [...this.opened]) file.close();
    this.space.reap(this);
    for (const watcher of this.#watchers) watcher.resume.value(status);
    this.parent?.deliver('SIGCHLD', false);
    this.#onExit?.(status);
  }

  /** The power is gone: nothing of it runs again, and nobody is told. */
  vanish(): void {
    this.#exit ??= { code: 137, signal: 'SIGKILL' };
    this.#drop();
  }

  #drop(): void {
    this.#routine.kill();
    for (const thread of this.#threads) thread.kill();
  }

  *#body(program: Program, cost: Micros): Co<number> {
    yield* sleep(this.clock, cost);
    try {
      return yield* program(this);
    } catch (error) {
      const broken = error instanceof ChannelBroken || (error instanceof Errno && error.code === 'EPIPE');
      if (broken || error instanceof Interrupted) throw error;
      yield* this.printError(`${this.argv[0] ?? ''}: internal error: ${String(error)}\n`);
      return 70;
    }
  }

  #act(signal: Signal): void {
    const action = defaultAction(signal);
    if (action === 'end') this.#gate.throw(new Interrupted(signal));
    // Only for a parent that will notice: others would wait for ever (Linux: an orphaned process group does not stop).
    else if (action === 'stop' && [...this.#watchers].some((watcher) => watcher.untraced)) this.#stop(signal);
  }

  #stop(signal: Signal): void {
    this.#gate.stop();
    for (const watcher of [...this.#watchers])
      if (watcher.untraced) {
        this.#watchers.delete(watcher);
        watcher.resume.value({ code: 128 + signalNumber(signal), signal, stopped: true });
      }
  }

  #killed(signal: Signal): void {
    this.finish({ code: 128 + signalNumber(signal), signal });
  }

  #file(fd: number): OpenFile {
    return this.#files.get(fd) ?? closedFile;
  }

  #seeker(options: { env?: ReadonlyMap<string, string>; cwd?: string; user?: User } = {}): Seeker {
    return {
      files: this.space.files,
      user: options.user ?? this.user,
      path: (options.env ?? this.env).get('PATH'),
      resolve: (path) => this.resolve(path),
    };
  }
}
