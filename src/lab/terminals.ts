import type { Host, Process, TerminalMaster } from '../host/index.ts';

/** A login shell on a terminal of a host, as a tab of the page holds it. */
interface Session {
  readonly host: Host;
  readonly master: TerminalMaster;
  shell: Process | undefined;
}

/** The open terminals of a lab. */
export class Terminals {
  #sessions = new Map<string, Session>();
  readonly #output: (terminal: string, data: string) => void;

  /** @param output told everything that a terminal shows */
  constructor(output: (terminal: string, data: string) => void) {
    this.#output = output;
  }

  /** Opens a terminal with a login shell; one already open under this name is only resized. */
  open(name: string, host: Host, cols: number, rows: number): void {
    const known = this.#sessions.get(name);
    if (known) {
      known.master.resize(cols, rows);
      return;
    }
    const master = host.openTerminal(cols, rows);
    master.onOutput((data) => this.#output(name, data));
    const session: Session = { host, master, shell: undefined };
    this.#sessions.set(name, session);
    if (host.powered) this.#login(session);
  }

  input(name: string, data: string): void {
    const session = this.#sessions.get(name);
    if (session?.host.powered) session.master.input(data);
  }

  resize(name: string, cols: number, rows: number): void {
    this.#sessions.get(name)?.master.resize(cols, rows);
  }

  close(name: string): void {
    this.#sessions.get(name)?.master.hangUp();
    this.#sessions.delete(name);
  }

  /** The host's power went: its terminals say so; with power they get a new shell. */
  power(host: Host, on: boolean): void {
    for (const [name, session] of this.#sessions) {
      if (session.host !== host) continue;
      session.shell = undefined;
      if (on) this.#login(session);
      else this.#output(name, `\r\nConnection to ${host.name} closed by remote host.\r\n`);
    }
  }

  /** What each terminal runs: the name of its foreground command, and whether it is the shell itself, waiting. */
  view(): Record<string, { host: string; running: string; idle: boolean }> {
    return Object.fromEntries(
      [...this.#sessions].map(([name, { host, master, shell }]) => {
        const front = [...host.root.processes.values()].find(({ pgid }) => pgid === master.terminal.foreground);
        const idle = shell !== undefined && front === shell;
        return [name, { host: host.name, running: (front ?? shell)?.argv.join(' ') ?? '', idle }];
      }),
    );
  }

  /** A shell that ends is followed by a new one, as a console's getty does. */
  #login(session: Session): void {
    const { slave } = session.master;
    const shell: Process = session.host.root.start({
      argv: ['-bash'],
      ...this.#program(session.host),
      files: new Map([
        [0, slave],
        [1, slave],
        [2, slave],
      ]),
      onExit: () => {
        if (session.shell === shell && session.host.powered) this.#login(session);
      },
    });
    session.shell = shell;
  }

  #program(host: Host): { program: NonNullable<ReturnType<Host['root']['files']['program']>> } {
    const program = host.root.files.program('/bin/bash');
    if (!program) throw new Error(`${host.name} has no /bin/bash`);
    return { program };
  }
}
