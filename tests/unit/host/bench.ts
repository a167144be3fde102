import { Fabric } from '../../../src/net/index.ts';
import {
  createHost,
  type Host,
  type OpenFile,
  type Process,
  type Program,
  type SpawnOptions,
} from '../../../src/host/index.ts';
import { Chance, Clock, second } from '../../../src/sim/index.ts';

export const START = 1_700_000_000 * second;

/** One machine on a fabric of its own, and a way to run a program on it and read what it printed. */
export function bench(hosts: readonly string[] = ['box']): {
  clock: Clock;
  fabric: Fabric;
  host: Host;
  hosts: Host[];
  /** Runs a program to its end (at most a virtual minute). */
  runs: (program: Program | readonly string[], options?: Partial<SpawnOptions> & { stdin?: OpenFile }) => Ran;
} {
  const clock = new Clock(START);
  const fabric = new Fabric(clock);
  const peers = hosts.map((name, i) => ({ name, address: `192.168.99.${101 + i}` }));
  const all = peers.map((peer) =>
    createHost({ ...peer, clock, chance: new Chance(`seed/${peer.name}`), fabric, peers }),
  );
  const host = all[0] as Host;
  return {
    clock,
    fabric,
    host,
    hosts: all,
    runs: (program, options = {}) => {
      const ran = begin(host, program, options);
      clock.advance(clock.now + 60 * second, () => ran.exit !== undefined);
      return ran;
    },
  };
}

export interface Ran {
  stdout: string;
  stderr: string;
  exit: number | undefined;
  process: Process;
}

/** Starts a program on a host (or in a space of one), with everything it prints kept apart. */
export function begin(
  at: Pick<Host, 'root'>,
  program: Program | readonly string[],
  options: Partial<SpawnOptions> & { stdin?: OpenFile } = {},
): Ran {
  const ran = { stdout: '', stderr: '', exit: undefined as number | undefined };
  const { stdin, ...rest } = options;
  const process = at.root.start({
    argv: typeof program === 'function' ? ['test'] : program,
    ...(typeof program === 'function' ? { program } : {}),
    files: new Map([
      [0, stdin ?? keeper(() => undefined)],
      [1, keeper((data) => (ran.stdout += data))],
      [2, keeper((data) => (ran.stderr += data))],
    ]),
    ...rest,
    onExit: ({ code }) => (ran.exit = code),
  });
  return Object.assign(ran, { process });
}

export function keeper(keep: (data: string) => void): OpenFile {
  const file: OpenFile = {
    kind: 'pipe',
    terminal: undefined,
    *read() {
      return '';
    },
    *write(data) {
      keep(data);
    },
    dup: () => file,
    close: () => undefined,
  };
  return file;
}
