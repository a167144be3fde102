import { NetError, type Connection } from '../net/index.ts';
import { Channel, type Co } from '../sim/index.ts';
import { SSH_PORT, type FromShell, type ToShell } from './ssh-server.ts';
import type { Process } from './types.ts';

const USAGE = 'usage: ssh [-t] [-l login_name] [-o option] [-p port] destination [command [argument ...]]\n';
const FAILED = 255;

interface Call {
  name: string;
  port: number;
  command: string | undefined;
  terminal: boolean;
}

/** `ssh [user@]host [command]`. Options with a value are -l, -o, -p, -i, -F; all users are root here. */
function parse(words: readonly string[], isTerminal: boolean): Call | undefined {
  let port = SSH_PORT;
  let forced = false;
  let at = 0;
  for (; words[at]?.startsWith('-'); at++) {
    const [, letter = '', glued = ''] = /^-(.)(.*)$/.exec(words[at] as string) ?? [];
    if (letter === 't') forced = true;
    if (!'loipF'.includes(letter) || letter === '') continue;
    const value = glued || (words[++at] ?? '');
    if (letter === 'p') port = Number(value);
  }
  const destination = words[at];
  if (destination === undefined || !(port > 0)) return undefined;
  const command = words.slice(at + 1).join(' ') || undefined;
  const name = destination.slice(destination.lastIndexOf('@') + 1);
  return { name, port, command, terminal: isTerminal && (forced || command === undefined) };
}

/** The client of a host's remote shell: no password is asked and no host key shown, for a lab's hosts trust each other. */
export function* ssh(self: Process): Co<number> {
  const call = parse(self.argv.slice(1), self.stdin.terminal !== undefined);
  if (!call) {
    yield* self.printError(USAGE);
    return FAILED;
  }
  let connection: Connection;
  try {
    connection = yield* self.connect(call.name, call.port);
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    yield* self.printError(`ssh: ${problem(call, error)}\n`);
    return FAILED;
  }
  return yield* session(self, call, connection);
}

function problem({ name, port }: Call, { fault }: NetError): string {
  if (fault === 'no such host') return `Could not resolve hostname ${name}: Name or service not known`;
  return `connect to host ${name} port ${port}: ${fault.charAt(0).toUpperCase()}${fault.slice(1)}`;
}

function* session(self: Process, call: Call, connection: Connection): Co<number> {
  const { terminal } = self.stdin;
  const send = (message: ToShell): void => connection.send(message);
  const events = new Channel<FromShell>();
  connection.onMessage((message) => events.push(message as FromShell));
  connection.onClose(() => events.close());
  const { cols, rows } = terminal?.size ?? { cols: 80, rows: 24 };
  send({ open: { cols, rows, command: call.command, terminal: call.terminal } });
  const mode = terminal?.mode;
  if (terminal && call.terminal) {
    terminal.mode = 'raw';
    self.trap('SIGWINCH', () => send({ size: [terminal.size.cols, terminal.size.rows] }));
  }
  const endReading = self.thread(forwardInput(self, send));
  try {
    for (;;) {
      const event = yield* events.receive();
      if (!event) {
        yield* self.printError(`Connection to ${call.name} closed by remote host.\r\n`);
        return FAILED;
      }
      if ('exit' in event) {
        if (call.terminal) yield* self.printError(`Connection to ${call.name} closed.\r\n`);
        return event.exit;
      }
      yield* (event.stream === 'stdout' ? self.stdout : self.stderr).write(event.data);
    }
  } finally {
    endReading();
    if (terminal && mode) terminal.mode = mode;
    connection.close();
  }
}

function* forwardInput(self: Process, send: (message: ToShell) => void): Co<void> {
  for (let data = yield* self.stdin.read(); data !== ''; data = yield* self.stdin.read()) send({ data });
  send({ end: true });
}
