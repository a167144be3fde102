import { NetError, serveHttp, type HttpHandler } from '../net/index.ts';
import { COSTS } from './costs.ts';
import { openDevice } from './device.ts';
import { dockerInit } from './docker-init.ts';
import { executed } from './execute.ts';
import type { Files } from './files.ts';
import type { Machine } from './machine.ts';
import { LinuxProcess, type Birth } from './process.ts';
import type { ExitStatus, Space, User } from './types.ts';

/** What the kernel is asked for when a process is to be made. */
export type Fork = Omit<Birth, 'space' | 'pid' | 'hostPid' | 'pgid'> & { newGroup: boolean };

const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

export const root: User = { name: 'root', uid: 0, gid: 0 };

/** A set of namespaces: the host's own (then its processes include those of all containers) or a container's. */
export class LinuxSpace implements Space {
  readonly id: string;
  hostname: string;
  readonly host: Machine;
  readonly files: Files;
  readonly users: readonly User[];
  readonly interfaces: Space['interfaces'] = new Map();
  readonly processes = new Map<number, LinuxProcess>();
  readonly ports = new Map<number, HttpHandler>();
  resolver: Space['resolver'];
  readonly #hostNetwork: boolean;
  #lastPid = 0;

  constructor(options: {
    id: string;
    hostname: string;
    host: Machine;
    files: Files;
    users?: readonly User[] | undefined;
    hostNetwork?: boolean | undefined;
  }) {
    this.id = options.id;
    this.hostname = options.hostname;
    this.host = options.host;
    this.files = options.files;
    this.users = options.users ?? [root];
    this.#hostNetwork = options.hostNetwork ?? false;
  }

  get isRoot(): boolean {
    return this.host.root === this;
  }

  lookup(name: string): string[] | undefined {
    if (ADDRESS.test(name)) return [name];
    const known = this.files.exists('/etc/hosts') ? this.files.readFile('/etc/hosts') : '';
    const found = known
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
      .filter(([address = '', ...names]) => ADDRESS.test(address) && names.includes(name))
      .map(([address = '']) => address);
    if (found.length > 0) return found.slice(0, 1);
    if (name === 'localhost') return ['127.0.0.1'];
    return this.resolver?.(name);
  }

  /** Whether an address is this space's own network, which only a container has. */
  inside(address: string): boolean {
    if (this.isRoot || this.#hostNetwork) return false;
    return address.startsWith('127.') || [...this.interfaces.values()].some((i) => i.address.split('/')[0] === address);
  }

  /** Serves HTTP on a port; returns how to end it. Throws NetError when the port is taken. */
  listen(port: number, handler: HttpHandler): () => void {
    if (this.ports.has(port)) throw new NetError('address already in use');
    const cancel =
      this.isRoot || this.#hostNetwork ? this.host.plug.listen(port, serveHttp(this.host.clock, handler)) : undefined;
    this.ports.set(port, handler);
    return () => {
      cancel?.();
      if (this.ports.get(port) === handler) this.ports.delete(port);
    };
  }

  start(options: Parameters<Space['start']>[0]): LinuxProcess {
    const env = options.env ?? this.host.environment(this.hostname);
    const cwd = options.cwd ?? (this.isRoot ? '/root' : '/');
    const user = options.user ?? root;
    const resolve = (path: string): string => (path.startsWith('/') ? path : `${cwd}/${path}`);
    const seeker = { files: this.files, user, path: env.get('PATH'), resolve };
    const found = options.program ? { program: options.program, argv: options.argv } : executed(options.argv, seeker);
    const { program, argv } = options.init ? dockerInit(found) : found;
    const nothing = openDevice('null', this.host.chance);
    const files = options.files ?? new Map([0, 1, 2].map((fd) => [fd, nothing]));
    const cost = COSTS.program;
    const process = this.fork({
      parent: undefined,
      argv,
      program,
      cost,
      env,
      cwd,
      files,
      user,
      newGroup: true,
      onExit: options.onExit,
    });
    if (process.terminal) process.terminal.foreground = process.pgid;
    return process;
  }

  /** Makes a process. */
  fork({ newGroup, ...birth }: Fork): LinuxProcess {
    const hostPid = this.host.root.#nextPid();
    const pid = this.isRoot ? hostPid : this.#nextPid();
    const pgid = newGroup ? pid : (birth.parent?.pgid ?? pid);
    const process = new LinuxProcess({ ...birth, space: this, pid, hostPid, pgid });
    this.processes.set(pid, process);
    this.host.root.processes.set(hostPid, process);
    return process;
  }

  /** Takes an ended process out of the tables; its children go to pid 1, and with a pid 1 all others end. */
  reap(process: LinuxProcess): void {
    this.processes.delete(process.pid);
    this.host.root.processes.delete(process.hostPid);
    const init = this.processes.get(1);
    for (const other of this.processes.values()) if (other.parent === process) other.parent = init;
    if (process.pid === 1 && !this.isRoot) this.destroy();
  }

  destroy(): void {
    for (const process of [...this.processes.values()]) process.finish(KILLED);
  }

  /** The lowest free number from the last one on; 1 again when nothing is left of an earlier life. */
  #nextPid(): number {
    if (this.processes.size === 0) this.#lastPid = 0;
    // Past pid 1, a host's numbers begin where the boot left them.
    else if (this.isRoot && this.#lastPid === 1) this.#lastPid = FIRST_AFTER_BOOT - 1;
    return ++this.#lastPid;
  }
}

const KILLED: ExitStatus = { code: 137, signal: 'SIGKILL' };
const FIRST_AFTER_BOOT = 612;
