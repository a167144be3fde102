import { Channel, run, sleep, wait, type Clock, type Co, type Routine, type Source } from '../sim/index.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { NetError, type Connection, type NetFault } from './types.ts';

/* HTTP over a connection: one exchange each, bodies piece by piece where they are streams. */

type ToServer = { request: Omit<HttpRequest, 'input'>; streaming: boolean } | { input: unknown } | { inputEnd: true };
type ToClient = { response: HttpResponse; streaming: boolean } | { item: unknown } | { end: true };

/** Between two pieces of a stream, so that an endless one moves the clock. */
const PIECE = 10;

/** What a server says when its handler failed. */
export const failed = (error: unknown): HttpResponse => ({
  status: 500,
  headers: {},
  body: { message: String(error) },
});

/**
 * Answers one request in place. A NetError of the handler (its process ended) is thrown on, any other error is a 500
 * with its message. Dropping the call drops the handler.
 */
export function* answer(clock: Clock, handler: HttpHandler, request: HttpRequest, from: string): Co<HttpResponse> {
  return yield* wait<HttpResponse>((resume) => {
    const routine = run(clock, handler(request, from), (outcome) => {
      if (outcome.ok) resume.value(outcome.value);
      else if (outcome.error instanceof NetError) resume.error(outcome.error);
      else resume.value(failed(outcome.error));
    });
    return () => routine.kill();
  });
}

/** Makes what `Plug.listen` wants of an HTTP handler. */
export function serveHttp(clock: Clock, handler: HttpHandler): (connection: Connection) => void {
  return (connection) => {
    const input = new Channel<unknown>();
    let routine: Routine | undefined;
    let stream: Source<unknown> | undefined;
    connection.onClose(() => {
      input.close();
      routine?.kill();
      stream?.cancel();
    });
    connection.onPowerLoss?.(() => routine?.kill());
    connection.onMessage((raw) => {
      const message = raw as ToServer;
      if ('input' in message) input.push(message.input);
      else if ('inputEnd' in message) input.close();
      else {
        const request = message.streaming ? { ...message.request, input } : message.request;
        routine = run(clock, respond(request), () => connection.close());
      }
    });

    function* respond(request: HttpRequest): Co<void> {
      const { stream: body, ...response } = yield* answer(clock, handler, request, connection.peerAddress);
      stream = body;
      connection.send({ response, streaming: body !== undefined } satisfies ToClient);
      if (!body) return;
      for (;;) {
        const item = yield* body.receive();
        if (item === undefined) break;
        connection.send({ item } satisfies ToClient);
        yield* sleep(clock, PIECE);
      }
      connection.send({ end: true } satisfies ToClient);
    }
  };
}

/**
 * Sends a request over a fresh connection and waits for the head of its response. `opened` is given a way to end the
 * exchange from outside. Throws NetError when the connection ends before; a stream that breaks off just ends.
 */
export function* exchange(clock: Clock, connection: Connection, request: HttpRequest): Co<HttpResponse> {
  const { input, ...head } = request;
  const body = new Channel<unknown>();
  let pump: Routine | undefined;
  const end = (): void => {
    pump?.kill();
    body.close();
    connection.close();
  };
  body.onCancel(end);
  connection.send({ request: head, streaming: input !== undefined } satisfies ToServer);
  if (input) pump = run(clock, forward(clock, input, connection), () => undefined);
  return yield* wait<HttpResponse>((resume) => {
    connection.onClose((fault: NetFault | undefined) => {
      pump?.kill();
      body.close();
      resume.error(new NetError(fault ?? 'connection reset by peer'));
    });
    connection.onMessage((raw) => {
      const message = raw as ToClient;
      if ('item' in message) body.push(message.item);
      else if ('end' in message) end();
      else {
        if (!message.streaming) end();
        resume.value(message.streaming ? { ...message.response, stream: body } : message.response);
      }
    });
    return end;
  });
}

function* forward(clock: Clock, input: Source<unknown>, connection: Connection): Co<void> {
  for (;;) {
    const item = yield* input.receive();
    if (item === undefined) break;
    connection.send({ input: item } satisfies ToServer);
    yield* sleep(clock, PIECE);
  }
  connection.send({ inputEnd: true } satisfies ToServer);
}
