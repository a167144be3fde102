import type { Fabric, HttpHandler, Plug } from '../net/index.ts';
import { run, sleep, wait, type Chance, type Clock, type Co, type Micros, type Routine } from '../sim/index.ts';
import { Files } from './files.ts';
import { Disk, treeOf } from './inode.ts';
import { LinuxSpace } from './space.ts';
import { Sockets } from './sockets.ts';
import { sshServer } from './ssh-server.ts';
import { mountKernel, mountRun, standardTree } from './standard.ts';
import { growTree } from './grow.ts';
import { PseudoTerminal } from './terminal.ts';
import type { Host, Service, Space, TerminalMaster, Tree } from './types.ts';

export interface HostOptions {
  name: string;
  address: string;
  /** 2 when absent. */
  cpus?: number;
  /** Bytes; 4 GiB when absent. */
  memory?: number;
  clock: Clock;
  chance: Chance;
  fabric: Fabric;
  /** Machines that /etc/hosts names. */
  peers?: readonly { name: string; address: string }[];
}

const GIBIBYTE = 1_073_741_824;
/** From the power button to the first service. */
const BOOT = 1_000_000;

/** Makes a machine: switched on, its first process running. `powerOn` starts the services that were installed since. */
export function createHost(options: HostOptions): Host {
  return new Machine(options);
}

export class Machine implements Host {
  readonly name: string;
  readonly address: string;
  readonly cpus: number;
  readonly memory: number;
  readonly kernelRelease = '6.1.0-21-amd64';
  readonly clock: Clock;
  readonly chance: Chance;
  readonly plug: Plug;
  readonly root: LinuxSpace;
  bootedAt: Micros;
  readonly services = new Map<string, Service>();
  readonly sockets: Map<string, HttpHandler>;
  readonly #disk: Disk;
  /** Coroutines of the machine itself: services on their way up. */
  #routines = new Set<Routine>();
  #terminals = new Set<PseudoTerminal>();
  #powered = true;

  constructor(options: HostOptions) {
    this.name = options.name;
    this.address = options.address;
    this.cpus = options.cpus ?? 2;
    this.memory = options.memory ?? 4 * GIBIBYTE;
    this.clock = options.clock;
    this.chance = options.chance;
    this.plug = options.fabric.plug(options.name, options.address);
    this.bootedAt = this.clock.now;
    this.#disk = new Disk(this.clock);
    const tree = this.makeTree(standardTree(this, options.peers ?? []));
    const files = new Files(this.#disk, { target: '/', source: '/dev/sda1', type: 'ext4', readOnly: false, tree });
    mountKernel(this, this.#disk, files);
    this.root = new LinuxSpace({ id: '', hostname: this.name, host: this, files });
    this.sockets = new Sockets(files);
    const octets = this.address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
    this.root.interfaces.set('eth0', { address: `${this.address}/24`, mac: ['52:54', ...octets].join(':'), mtu: 1500 });
    this.services.set('ssh', sshServer(this));
    this.#boot();
    this.#startServices(0);
  }

  get powered(): boolean {
    return this.#powered;
  }

  createSpace(options: Parameters<Host['createSpace']>[0]): Space {
    const readOnly = options.readOnly ?? false;
    const root = { target: '/', source: 'overlay', type: 'overlay', readOnly: false, tree: options.root };
    const files = new Files(this.#disk, root);
    mountKernel(this, this.#disk, files);
    if (readOnly) files.mount({ ...root, readOnly });
    return new LinuxSpace({
      id: options.id,
      hostname: options.hostname,
      host: this,
      files,
      users: options.users,
      hostNetwork: options.hostNetwork,
    });
  }

  emptyTree(): Tree {
    return treeOf(this.#disk.directory());
  }

  makeTree(source: Parameters<Host['makeTree']>[0]): Tree {
    return growTree(this.#disk, source);
  }

  openTerminal(cols: number, rows: number): TerminalMaster {
    const terminal = new PseudoTerminal(this.clock, cols, rows, (from, signal, to) => {
      for (const process of [...this.root.processes.values()])
        if (process.terminal === from && (to === 'session' || process.pgid === from.foreground))
          process.deliver(signal, false);
      if (to === 'session') this.#terminals.delete(terminal);
    });
    this.#terminals.add(terminal);
    return terminal;
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.plug.powered = false;
    for (const routine of this.#routines) routine.kill();
    this.#routines.clear();
    for (const process of this.root.processes.values()) process.vanish();
    this.root.processes.clear();
    this.root.ports.clear();
    for (const terminal of this.#terminals) terminal.reset();
    for (const service of this.services.values()) service.powerLost?.();
    this.sockets.clear();
  }

  powerOn(): void {
    const wasOff = !this.#powered;
    if (wasOff) {
      this.#powered = true;
      this.plug.powered = true;
      this.#boot();
    }
    this.#startServices(wasOff ? BOOT : 0);
  }

  *detached<T>(co: Co<T>): Co<T> {
    return yield* wait<T>((resume) => {
      this.#background(co, (outcome) => (outcome.ok ? resume.value(outcome.value) : resume.error(outcome.error)));
      return undefined;
    });
  }

  /** What a process starts with that nobody gave an environment. */
  environment(hostname: string): Map<string, string> {
    return new Map([
      ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['HOME', '/root'],
      ['USER', 'root'],
      ['LANG', 'C.UTF-8'],
      ['TERM', 'xterm-256color'],
      ['HOSTNAME', hostname],
    ]);
  }

  #background<T>(co: Co<T>, onEnd: Parameters<typeof run<T>>[2]): void {
    let routine: Routine | undefined = undefined;
    routine = run(this.clock, co, (outcome) => {
      if (routine) this.#routines.delete(routine);
      onEnd(outcome);
    });
    if (!routine.done) this.#routines.add(routine);
  }

  #boot(): void {
    this.bootedAt = this.clock.now;
    mountRun(this.#disk, this.root.files);
    this.root.start({ argv: ['/sbin/init'], program: init });
  }

  #startServices(delay: number): void {
    const { clock, services } = this;
    function* up(): Co<void> {
      if (delay > 0) yield* sleep(clock, delay);
      for (const service of services.values()) if (service.enabled !== false && !service.active) yield* service.start();
    }
    this.#background(up(), () => undefined);
  }
}

/** The first process of a host: it only has to be there. */
function* init(): Co<number> {
  return yield* wait<number>(() => undefined);
}
