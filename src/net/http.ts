import type { Channel, Co, Source } from '../sim/index.ts';

/** One HTTP request as it crosses a unix socket or the fabric: typed objects, never encoded bytes. */
export interface HttpRequest {
  readonly method: string;
  /** Path with its query, as on the request line: `/v1.50/services?insertDefaults=true`. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value (application/json) or text. */
  readonly body?: unknown;
  /** What the client goes on sending after an upgrade (attach, exec, build context). */
  readonly input?: Source<unknown>;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value or text; undefined for 204 and for streams. */
  readonly body?: unknown;
  /** A body that comes piece by piece (events, logs, pull progress, attach). */
  readonly stream?: Source<unknown>;
}

/**
 * A server's way to answer. It may wait. It is dropped when the client goes away, and then its stream is cancelled.
 * `from` is the address of the client's end ('' over a unix socket).
 */
export type HttpHandler = (request: HttpRequest, from: string) => Co<HttpResponse>;

/** A stream that a handler fills while its response is under way. */
export type HttpStream = Channel<unknown>;
