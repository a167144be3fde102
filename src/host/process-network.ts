import {
  answer,
  exchange,
  failed,
  NetError,
  type Connection,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from '../net/index.ts';
import { sleep, wait, type Co } from '../sim/index.ts';
import { COSTS } from './costs.ts';
import type { LinuxProcess } from './process.ts';

/* A process's kernel calls for the network. Whatever it opened is closed when it ends. */

const ENDPOINT = /^(unix|tcp|http):\/\/(.*?)(?::(\d+))?\/?$/;
const HTTP_PORT = 80;

/** Connects to a port of a name or address. Throws NetError. */
export function* connect(self: LinuxProcess, name: string, port: number): Co<Connection> {
  const connection = yield* self.host.plug.dial(resolve(self, name), port);
  self.cleanups.add(() => connection.close());
  return connection;
}

/** See Process.request. */
export function* request(self: LinuxProcess, endpoint: string, head: HttpRequest): Co<HttpResponse> {
  const [, scheme, place = '', port = HTTP_PORT] = ENDPOINT.exec(endpoint) ?? [];
  if (scheme === undefined) throw new NetError('no such host');
  const response = yield* scheme === 'unix' ? askSocket(self, place, head) : askHost(self, place, Number(port), head);
  const { stream } = response;
  if (stream) self.cleanups.add(() => stream.cancel());
  return response;
}

/** See Process.serve. A client that waits when the server ends is reset. */
export function serve(self: LinuxProcess, port: number, handler: HttpHandler): void {
  const { cleanups } = self;
  const guarded: HttpHandler = (asked, from) =>
    wait<HttpResponse>((resume) => {
      const reset = (): void => resume.error(new NetError('connection reset by peer'));
      function* serving(): Co<void> {
        try {
          resume.value(yield* handler(asked, from));
        } catch (error) {
          resume.value(failed(error));
        } finally {
          cleanups.delete(reset);
        }
      }
      cleanups.add(reset);
      const end = self.thread(serving());
      return () => {
        cleanups.delete(reset);
        end();
      };
    });
  cleanups.add(self.space.listen(port, guarded));
}

function resolve(self: LinuxProcess, name: string): string {
  const [address] = self.space.lookup(name) ?? [];
  if (address === undefined) throw new NetError('no such host');
  return address;
}

function* askSocket(self: LinuxProcess, path: string, head: HttpRequest): Co<HttpResponse> {
  const handler = self.space.files.socket(path);
  yield* sleep(self.clock, COSTS.socketExchange);
  return yield* answer(self.clock, handler, head, '');
}

function* askHost(self: LinuxProcess, name: string, port: number, head: HttpRequest): Co<HttpResponse> {
  const address = resolve(self, name);
  if (!self.space.inside(address)) {
    const connection = yield* self.host.plug.dial(address, port);
    return yield* exchange(self.clock, connection, head);
  }
  yield* sleep(self.clock, COSTS.socketExchange);
  const handler = self.space.ports.get(port);
  if (!handler) throw new NetError('connection refused');
  return yield* answer(self.clock, handler, head, address);
}
