import type { Connection, HttpHandler, HttpRequest, HttpResponse, Plug } from '../net/index.ts';
import type { Chance, Clock, Co, Micros } from '../sim/index.ts';

export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGKILL'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGPIPE'
  | 'SIGALRM'
  | 'SIGTERM'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGWINCH';

/** What a program is: a coroutine from its process to its exit status (0–255). */
export type Program = (self: Process) => Co<number>;

/** Thrown into a program by a signal whose disposition is `throw` (the default of SIGINT, SIGTERM, SIGHUP …). */
export class Interrupted extends Error {
  readonly signal: Signal;

  constructor(signal: Signal) {
    super(signal);
    this.signal = signal;
  }
}

export type ErrnoCode =
  | 'ENOENT'
  | 'EACCES'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'EBADF'
  | 'EPIPE'
  | 'EINVAL'
  | 'EROFS'
  | 'EPERM'
  | 'ESRCH'
  | 'ECHILD'
  | 'ENOSPC'
  | 'ELOOP'
  | 'ENOEXEC'
  | 'EBUSY'
  | 'EXDEV'
  | 'ECONNREFUSED'
  | 'ENXIO';

/** A failed kernel call. `message` is what strerror says: `No such file or directory`. */
export class Errno extends Error {
  readonly code: ErrnoCode;

  constructor(code: ErrnoCode) {
    super(errnoText[code]);
    this.code = code;
  }
}

const errnoText: Record<ErrnoCode, string> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EBADF: 'Bad file descriptor',
  EPIPE: 'Broken pipe',
  EINVAL: 'Invalid argument',
  EROFS: 'Read-only file system',
  EPERM: 'Operation not permitted',
  ESRCH: 'No such process',
  ECHILD: 'No child processes',
  ENOSPC: 'No space left on device',
  ELOOP: 'Too many levels of symbolic links',
  ENOEXEC: 'Exec format error',
  EBUSY: 'Device or resource busy',
  EXDEV: 'Invalid cross-device link',
  ECONNREFUSED: 'Connection refused',
  ENXIO: 'No such device or address',
};

/**
 * An open file description. Streams carry text (JavaScript strings), not bytes; sizes that a learner sees are counted
 * in UTF-8. Reference-counted: `dup` before handing it on, `close` when done; the last close ends a pipe.
 */
export interface OpenFile {
  readonly kind: 'file' | 'pipe' | 'tty' | 'device' | 'socket';
  /** Set when this is a terminal. */
  readonly terminal: Terminal | undefined;
  /** Up to `max` characters, at least one; '' at the end of the file. Waits. */
  read: (max?: number) => Co<string>;
  /** Writes all of it; waits while a pipe is full or a terminal is at its rate. Throws Errno EPIPE. */
  write: (data: string) => Co<void>;
  dup: () => OpenFile;
  close: () => void;
}

/** A pseudo-terminal: line discipline, window size, foreground process group. */
export interface Terminal {
  /** Columns, rows. */
  readonly size: { cols: number; rows: number };
  /** Cooked (echo, line editing, Ctrl-C as SIGINT) or raw (every key goes to the reader as it is; Ctrl-C too). */
  mode: 'cooked' | 'raw';
  /** False: cooked input is not echoed (a password prompt). */
  echo: boolean;
  /** The process group that Ctrl-C goes to. */
  foreground: number;
}

/** The master end of a terminal: what a page, ssh or `docker exec -it` holds. */
export interface TerminalMaster {
  readonly terminal: Terminal;
  /** The slave end, to become a process's files 0, 1, 2. */
  readonly slave: OpenFile;
  /** Keys or pasted text, as a terminal emulator sends them. */
  input: (data: string) => void;
  resize: (cols: number, rows: number) => void;
  /** Called with everything that is to be shown (`\n` has become `\r\n`). */
  onOutput: (listener: (data: string) => void) => void;
  /** Hangs up: SIGHUP to the session, reads end. */
  hangUp: () => void;
}

export type FileKind = 'file' | 'directory' | 'symlink' | 'device' | 'program' | 'socket';

export interface Stat {
  kind: FileKind;
  /** Permission bits, e.g. 0o644. */
  mode: number;
  uid: number;
  gid: number;
  /** UTF-8 bytes of a file, characters of a link's target, 4096 for a directory. */
  size: number;
  mtime: Micros;
  /** Target of a symlink. */
  target: string | undefined;
  inode: number;
  links: number;
}

/** A tree that can be mounted: a volume, a container's root, a tmpfs. Opaque outside host/. */
export interface Tree {
  readonly brand: 'tree';
}

export interface MountEntry {
  target: string;
  /** As `mount` prints it: `tmpfs`, `overlay`, `/dev/sda1`. */
  source: string;
  type: string;
  readOnly: boolean;
  tree: Tree;
}

/**
 * A tree of files with mounts. Paths are absolute; `.` and `..` and symlinks are followed unless said. All throw Errno.
 * Synchronous: the charge for time is the process's (see Process.open and friends); use these for set-up and checks.
 */
export interface FileSystem {
  stat: (path: string, options?: { followLink?: boolean }) => Stat;
  exists: (path: string) => boolean;
  readFile: (path: string) => string;
  /** Creates or replaces (keeps the mode of an existing file). Parents must exist unless `parents`. */
  writeFile: (
    path: string,
    content: string,
    options?: { mode?: number; append?: boolean; parents?: boolean; uid?: number; gid?: number },
  ) => void;
  /** An executable that is one of our programs. */
  writeProgram: (path: string, program: Program) => void;
  /** The program behind an executable; undefined for a plain file (a script, perhaps). */
  program: (path: string) => Program | undefined;
  list: (path: string) => string[];
  mkdir: (path: string, options?: { parents?: boolean; mode?: number }) => void;
  symlink: (target: string, path: string) => void;
  rename: (from: string, to: string) => void;
  /** Removes a file, link or empty directory; `recursive` removes a whole tree. */
  remove: (path: string, options?: { recursive?: boolean }) => void;
  chmod: (path: string, mode: number) => void;
  chown: (path: string, uid: number, gid: number) => void;
  touch: (path: string, mtime: Micros) => void;
  /** The canonical path, links resolved. */
  realpath: (path: string) => string;
  mount: (entry: MountEntry) => void;
  unmount: (target: string) => void;
  readonly mounts: readonly MountEntry[];
  /** The directory at a path as a tree, to be mounted elsewhere (bind mount). */
  subtree: (path: string) => Tree;
  /** An independent copy of everything below a path. */
  snapshot: (path: string) => Tree;
}

export interface User {
  name: string;
  uid: number;
  gid: number;
}

/** A process's answer to the kernel when it ends. */
export interface ExitStatus {
  /** As a shell shows it: 0–255, 128 + n when signal n ended it. */
  code: number;
  signal: Signal | undefined;
  /** Not ended but stopped by `signal`; only for an `untraced` wait. */
  stopped?: boolean;
}

export interface SpawnOptions {
  argv: readonly string[];
  /** Run this coroutine instead of looking argv[0] up (a subshell, a builtin in a pipeline). */
  program?: Program;
  env?: ReadonlyMap<string, string>;
  cwd?: string;
  /** Files of the child; each is dup'ed for it. Absent: the parent's. */
  files?: ReadonlyMap<number, OpenFile>;
  user?: User;
  /** Start a process group of its own (job control); else it joins the parent's. */
  newGroup?: boolean;
}

/** One process, and its kernel calls. Calls that return Co may wait, and charge virtual time. */
export interface Process {
  /** In its own pid namespace: a container's first process is 1. */
  readonly pid: number;
  readonly ppid: number;
  /** On the host, where every process of every container has a number. */
  readonly hostPid: number;
  pgid: number;
  readonly space: Space;
  readonly host: Host;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  readonly user: User;
  readonly startedAt: Micros;
  /** R running, S sleeping, T stopped, Z zombie. */
  readonly state: 'R' | 'S' | 'T' | 'Z';
  readonly exit: ExitStatus | undefined;

  readonly files: ReadonlyMap<number, OpenFile>;
  readonly stdin: OpenFile;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile;
  /** The controlling terminal, if any. */
  readonly terminal: Terminal | undefined;
  /** Takes the file over (`dup` it first to keep it); the one that was there is closed. */
  setFile: (fd: number, file: OpenFile | undefined) => void;

  /** `print('x\n')`: all of it to stdout. Throws Errno EPIPE, which ends an uncatching program as SIGPIPE (141). */
  print: (text: string) => Co<void>;
  printError: (text: string) => Co<void>;
  /** Opens relative to cwd. `w` truncates, `a` appends; both create with mode 0644. */
  open: (path: string, mode: 'r' | 'w' | 'a' | 'rw') => Co<OpenFile>;
  /** Everything from a file until its end. */
  readAll: (file: OpenFile) => Co<string>;
  /** An absolute path from one relative to cwd (textual; links untouched). */
  resolve: (path: string) => string;
  pipe: () => { reader: OpenFile; writer: OpenFile };

  /** Searches PATH of `env` (or takes a path with a slash). Undefined: not found. Throws EACCES when not executable. */
  which: (name: string) => string | undefined;
  /** Starts a child; throws Errno ENOENT, EACCES, ENOEXEC. Scripts run through their `#!` line. */
  spawn: (options: SpawnOptions) => Process;
  /** Waits for a child (or any process) to end; `untraced`: or to be stopped (a shell's job control wants to know). */
  wait: (child: Process, options?: { untraced?: boolean }) => Co<ExitStatus>;
  /** Signals a process of this space, a negative number: a process group. Throws ESRCH. */
  kill: (pid: number, signal: Signal) => void;
  /** Signals this process from outside its space, as the host and the engine do: SIGKILL reaches a pid 1 too. */
  signal: (signal: Signal) => void;
  /** `default` follows Linux (a pid 1 ignores what it does not handle); a function is called instead of dying. */
  trap: (signal: Signal, disposition: 'default' | 'ignore' | 'throw' | (() => void)) => void;

  sleep: (span: Micros) => Co<void>;
  /** Adds computing time; waits it out once a millisecond has gathered, so that an endless loop moves the clock. */
  charge: (span: Micros) => Co<void>;
  load: <T>(start: () => PromiseLike<T>) => Co<T>;
  /**
   * Runs a second coroutine of this process, e.g. one that reads the keys while the first writes; it ends with the
   * process. Returns how to end it before. Its uncaught errors end it alone.
   */
  thread: (co: Co<void>) => () => void;

  /** Connects to a TCP port of a name or address; closed when the process ends. Throws NetError. */
  connect: (name: string, port: number) => Co<Connection>;
  /**
   * An HTTP exchange. `endpoint` is `unix:///var/run/docker.sock` or `tcp://HOST:PORT`; names are resolved as the
   * process would. Throws Errno ENOENT (no such socket) or NetError. The exchange ends with the process.
   */
  request: (endpoint: string, request: HttpRequest) => Co<HttpResponse>;
  /** Serves HTTP on a TCP port of this process's network until it ends. Throws when the port is taken. */
  serve: (port: number, handler: HttpHandler) => void;
}

/** What processes share and others do not see: the host itself, or one container. */
export interface Space {
  readonly id: string;
  hostname: string;
  readonly files: FileSystem;
  /** The live processes, by pid in this space. */
  readonly processes: ReadonlyMap<number, Process>;
  readonly users: readonly User[];
  /** Interface name → address with mask, in the order `ifconfig` shows them; `lo` is implied. */
  readonly interfaces: Map<string, { address: string; mac: string; mtu: number }>;
  /** Looks a name up as a process here would (literal, /etc/hosts, resolver); undefined when it does not exist. */
  lookup: (name: string) => string[] | undefined;
  /** The name server of this space; the engine sets a container's. */
  resolver?: ((name: string) => string[] | undefined) | undefined;
  /** Who answers HTTP on which port inside this space (`Process.serve`); a published port leads here. */
  readonly ports: ReadonlyMap<number, HttpHandler>;
  /**
   * Starts the first process of the space, which is pid 1 and takes all others with it when it ends, or another without
   * a parent, as `docker exec` does. `files` absent: /dev/null. `init`: the first process is a docker-init that runs
   * the command, hands signals on and ends with it. Throws Errno ENOENT, EACCES, ENOEXEC.
   */
  start: (
    options: Omit<SpawnOptions, 'newGroup'> & { init?: boolean; onExit?: (status: ExitStatus) => void },
  ) => Process;
  /** SIGKILLs everything; the space is gone. */
  destroy: () => void;
}

/** A daemon that systemd or sysvinit knows on this host. */
export interface Service {
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** Whether it starts at boot (`systemctl enable`); true when absent. */
  enabled?: boolean;
  /** Since when it is as it is. */
  readonly since?: Micros | undefined;
  start: () => Co<void>;
  stop: () => Co<void>;
  /** The power is gone: forget, at once and without a word, all that was only in memory. */
  powerLost?: () => void;
}

/** One Linux machine. */
export interface Host {
  readonly name: string;
  readonly address: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly plug: Plug;
  readonly root: Space;
  readonly powered: boolean;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly kernelRelease: string;
  readonly services: Map<string, Service>;
  /** Unix sockets by path: who answers there. */
  readonly sockets: Map<string, HttpHandler>;
  /** A new namespace for a container. */
  createSpace: (options: {
    id: string;
    hostname: string;
    root: Tree;
    users?: readonly User[];
    readOnly?: boolean;
    /** It has no network namespace of its own: what it serves, the host serves. */
    hostNetwork?: boolean;
  }) => Space;
  /** An empty tree (a new volume, a tmpfs). */
  emptyTree: () => Tree;
  /** A tree made from a list, e.g. an image's files: value is content, a program, or a link. */
  makeTree: (
    files: Readonly<
      Record<
        string,
        | string
        | Program
        | { link: string }
        | { directory: true; mode?: number }
        | { content: string; mode?: number; uid?: number; gid?: number }
      >
    >,
  ) => Tree;
  openTerminal: (cols: number, rows: number) => TerminalMaster;
  /**
   * Runs a coroutine of the machine itself and waits for it: it goes on when the one that waits ends, and vanishes with
   * the power.
   */
  detached: <T>(co: Co<T>) => Co<T>;
  /** Cuts the power: every process vanishes, the disk stays. */
  powerOff: () => void;
  /** Boots: services that are enabled start. */
  powerOn: () => void;
}
