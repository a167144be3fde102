import { Errno, NetError, utf8Length, type HttpRequest, type HttpResponse, type Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';

/** An http address in its parts. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/** Reads an http address; a missing scheme is http. Undefined: another scheme, or no address. */
export function parseUrl(url: string): Address | undefined {
  const m = /^(?:(\w+):\/\/)?(?:[^@/]*@)?([^:/?#]+)(?::(\d+))?([^#]*)/.exec(url);
  if (!m || (m[1] !== undefined && m[1] !== 'http')) return undefined;
  const target = m[4] ?? '';
  return { host: m[2] ?? '', port: Number(m[3] ?? 80), target: target.startsWith('/') ? target : `/${target}` };
}

export type Fault = NetError['fault'];

export type Answer = { response: HttpResponse; text: string } | Fault;

/** Asks a server (over a unix socket where one is given) and reads its whole answer; a fault of the network is a value. */
export function* ask(
  self: Process,
  address: Address,
  request: Omit<HttpRequest, 'target'>,
  socket?: string,
): Co<Answer> {
  const endpoint = socket === undefined ? `tcp://${address.host}:${address.port}` : `unix://${socket}`;
  try {
    const response = yield* self.request(endpoint, { ...request, target: address.target });
    return { response, text: yield* bodyText(response) };
  } catch (error) {
    if (error instanceof NetError) return error.fault;
    if (error instanceof Errno) return 'connection refused';
    throw error;
  }
}

/** Runs `work` in a child that is killed when the limit is over; undefined: it was. */
export function* within<T>(self: Process, limit: number, work: (child: Process) => Co<T>): Co<T | undefined> {
  if (limit === Infinity) return yield* work(self);
  let result: T | undefined;
  const child = self.spawn({
    argv: self.argv,
    *program(process) {
      result = yield* work(process);
      return 0;
    },
  });
  const cancel = self.clock.after(limit, () => !child.exit && self.kill(child.pid, 'SIGKILL'));
  yield* self.wait(child);
  cancel();
  return result;
}

function* bodyText(response: HttpResponse): Co<string> {
  if (response.stream) {
    let text = '';
    for (let piece = yield* response.stream.receive(); piece !== undefined; piece = yield* response.stream.receive())
      text += asText(piece);
    return text;
  }
  return response.body === undefined ? '' : asText(response.body);
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : `${JSON.stringify(value)}\n`);

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

export const reasonOf = (status: number): string => reasons[status] ?? '';

/** The head of an answer as it stands on the wire. */
export function headOf(response: HttpResponse, text: string): string {
  const headers = { ...response.headers };
  if (headers['content-length'] === undefined && !response.stream) headers['content-length'] = String(utf8Length(text));
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase())}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${response.status} ${reasonOf(response.status)}\r\n${lines.join('')}\r\n`;
}
