import { Fabric } from '../../../src/net/index.ts';
import { createHost, type Host, type TerminalMaster } from '../../../src/host/index.ts';
import { shell, userland } from '../../../src/shell/index.ts';
import { Chance, Clock, second } from '../../../src/sim/index.ts';

const START = 1_790_000_000 * second;

/** A host with the userland, on a clock of its own. */
export function machine(): { clock: Clock; host: Host } {
  const clock = new Clock(START);
  const host = createHost({
    name: 'swarm-manager',
    address: '192.168.99.101',
    clock,
    chance: new Chance('test'),
    fabric: new Fabric(clock),
  });
  for (const [path, entry] of Object.entries(userland())) {
    if (typeof entry === 'function') host.root.files.writeProgram(path, entry);
    else if (typeof entry !== 'string' && 'link' in entry && !host.root.files.exists(path))
      host.root.files.symlink(entry.link, path);
    else if (typeof entry !== 'string' && 'directory' in entry) host.root.files.mkdir(path, { parents: true });
  }
  return { clock, host };
}

/** Advances virtual time, awaiting lazily loaded modules, until `done` or the instant. */
export async function advance(clock: Clock, until: number, done: () => boolean = () => false): Promise<void> {
  while (!done()) {
    const reached = clock.advance(until, done);
    if (reached === 'reached') return;
    if (reached === 'held') {
      for (const hold of clock.holds) {
        try {
          hold.resolve(await hold.start());
        } catch (error) {
          hold.reject(error);
        }
      }
      clock.release();
    }
  }
}

export interface Result {
  out: string;
  err: string;
  status: number | undefined;
}

/** Runs `argv` (bash -c, say) on a fresh host to its end, or for an hour. */
export async function run(argv: readonly string[], input = '', on = machine()): Promise<Result> {
  const { clock, host } = on;
  const result: Result = { out: '', err: '', status: undefined };
  const capture = (key: 'out' | 'err') => ({
    kind: 'pipe' as const,
    terminal: undefined,
    *read() {
      return '';
    },
    *write(data: string) {
      result[key] += data;
    },
    dup() {
      return this;
    },
    close: () => undefined,
  });
  let rest = input;
  const stdin = {
    ...capture('out'),
    *read(max = 65_536) {
      const piece = rest.slice(0, max);
      rest = rest.slice(piece.length);
      return piece;
    },
  };
  host.root.start({
    argv,
    cwd: '/root',
    files: new Map([
      [0, stdin],
      [1, capture('out')],
      [2, capture('err')],
    ]),
    onExit: (status) => (result.status = status.code),
  });
  await advance(clock, clock.now + 3_600 * second, () => result.status !== undefined);
  return result;
}

/** `bash -c` with a line. */
export const bash = (line: string, input = ''): Promise<Result> => run(['bash', '-c', line], input);

/** A person at an interactive shell. */
export class Session {
  readonly clock: Clock;
  readonly host: Host;
  readonly master: TerminalMaster;
  output = '';
  exited = false;

  constructor(cols = 80, rows = 24, on = machine()) {
    ({ clock: this.clock, host: this.host } = on);
    this.master = this.host.openTerminal(cols, rows);
    this.master.onOutput((data) => (this.output += data));
    const file = this.master.slave;
    this.host.root.start({
      argv: ['-bash'],
      cwd: '/root',
      program: shell,
      files: new Map([
        [0, file],
        [1, file],
        [2, file],
      ]),
      onExit: () => (this.exited = true),
    });
  }

  /** Lets time pass, seconds. Returns what was printed meanwhile. */
  async pass(seconds = 0.5): Promise<string> {
    const before = this.output.length;
    await advance(this.clock, this.clock.now + seconds * second);
    return this.output.slice(before);
  }

  /** Types keys and lets half a second pass. Returns what was printed since. */
  async type(keys: string, seconds = 0.5): Promise<string> {
    const before = this.output.length;
    this.master.input(keys);
    await this.pass(seconds);
    return this.output.slice(before);
  }
}
