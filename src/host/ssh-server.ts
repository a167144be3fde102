import type { Connection } from '../net/index.ts';
import { run, sleep, type Co } from '../sim/index.ts';
import type { Machine } from './machine.ts';
import { createPipe } from './pipe.ts';
import type { OpenFile, Process, Service } from './types.ts';

/* A remote shell in typed messages; there are no keys and no passwords: every host of a lab trusts every other. */

/** What a client wants: a login shell, or (no terminal, usually) one command. */
export interface Wish {
  cols: number;
  rows: number;
  command: string | undefined;
  terminal: boolean;
}

export type ToShell = { open: Wish } | { data: string } | { end: true } | { size: [cols: number, rows: number] };

export type FromShell = { stream: 'stdout' | 'stderr'; data: string } | { exit: number };

export const SSH_PORT = 22;
/** 1 MB a second, so that an endless output moves the clock. */
const PER_CHARACTER = 1;

/** The OpenSSH server of a host, as a service. */
export function sshServer(host: Machine): Service {
  let stop: (() => void) | undefined;
  return {
    name: 'ssh',
    description: 'OpenBSD Secure Shell server',
    get active() {
      return stop !== undefined;
    },

    *start(): Co<void> {
      stop ??= host.plug.listen(SSH_PORT, (connection) => serveShell(host, connection));
    },

    *stop(): Co<void> {
      stop?.();
      stop = undefined;
    },
    powerLost: () => {
      stop = undefined;
    },
  };
}

interface Session {
  /** Keys, or standard input. */
  input: (data: string) => void;
  end: () => void;
  resize: (cols: number, rows: number) => void;
  hangUp: () => void;
}

function serveShell(host: Machine, connection: Connection): void {
  const send = (message: FromShell): void => connection.send(message);
  let session: Session | undefined;
  connection.onClose(() => session?.hangUp());
  connection.onMessage((raw) => {
    const message = raw as ToShell;
    if ('open' in message) session = open(message.open);
    else if ('data' in message) session?.input(message.data);
    else if ('size' in message) session?.resize(...message.size);
    else session?.end();
  });

  function open(wish: Wish): Session | undefined {
    const argv = wish.command === undefined ? ['-bash'] : ['bash', '-c', wish.command];
    const program = host.root.files.exists('/bin/bash') ? host.root.files.program('/bin/bash') : undefined;
    const finish = (exit: number): void => {
      send({ exit });
      connection.close();
    };
    if (!program) {
      finish(127);
      return undefined;
    }
    const start = (files: readonly OpenFile[]): Process =>
      host.root.start({
        argv,
        program,
        files: new Map(files.map((file, fd) => [fd, file])),
        onExit: ({ code }) => finish(code),
      });
    if (wish.terminal) {
      const master = host.openTerminal(wish.cols, wish.rows);
      master.onOutput((data) => send({ stream: 'stdout', data }));
      start([master.slave, master.slave, master.slave]);
      return {
        input: (data) => master.input(data),
        end: () => master.input('\x04'),
        resize: (cols, rows) => master.resize(cols, rows),
        hangUp: () => master.hangUp(),
      };
    }
    const { reader, writer } = createPipe();
    const process = start([reader, sender('stdout'), sender('stderr')]);
    reader.close();
    return {
      input: (data) => void run(host.clock, writer.write(data), () => undefined),
      end: () => writer.close(),
      resize: () => undefined,
      hangUp: () => process.signal('SIGHUP'),
    };
  }

  function sender(stream: 'stdout' | 'stderr'): OpenFile {
    const file: OpenFile = {
      kind: 'pipe',
      terminal: undefined,

      *read(): Co<string> {
        return '';
      },
      *write(data): Co<void> {
        yield* sleep(host.clock, data.length * PER_CHARACTER);
        send({ stream, data });
      },
      dup: () => file,
      close: () => undefined,
    };
    return file;
  }
}
