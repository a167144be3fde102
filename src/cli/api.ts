import { Errno, type Process } from '../host/index.ts';
import { millisecond, type Co, type Source } from '../sim/index.ts';
import { DaemonError, Failure } from './failure.ts';

/** What comes back from an exchange over HTTP. */
export type HttpResponse = ReturnType<Process['request']> extends Co<infer Response> ? Response : never;

/** Values by filter key, as `--filter key=value` collects them. */
export type Filters = Record<string, readonly string[]>;

export interface Query {
  [name: string]: string | number | boolean | undefined | Filters;
}

export interface Extras {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  input?: Source<unknown>;
}

const version = '/v1.50';
/** What the client itself spends on one exchange. */
const exchange = 2 * millisecond;

/** The Docker Engine API as one command sees it. */
export class Api {
  readonly #self: Process;
  readonly endpoint: string;

  constructor(self: Process, endpoint: string) {
    this.#self = self;
    this.endpoint = endpoint;
  }

  /** The engine's answer; throws DaemonError for status 400 and above, Failure when nobody answers. */
  *call(method: string, path: string, extras: Extras = {}): Co<HttpResponse> {
    const { query = {}, body, headers = {}, input } = extras;
    let response: HttpResponse;
    yield* this.#self.charge(exchange);
    try {
      response = yield* this.#self.request(this.endpoint, {
        method,
        target: version + path + queryText(query),
        headers: { 'user-agent': 'Docker-Client/28.2.2 (linux)', ...headers },
        ...(body === undefined ? {} : { body }),
        ...(input ? { input } : {}),
      });
    } catch (error) {
      if (!(error instanceof Errno) && !isNetError(error)) throw error;
      throw new Failure(`Cannot connect to the Docker daemon at ${this.endpoint}. Is the docker daemon running?`);
    }
    if (response.status < 400) return response;
    const { message = '' } = (response.body ?? {}) as { message?: string };
    throw new DaemonError(response.status, message);
  }

  *get<T>(path: string, query: Query = {}): Co<T> {
    return (yield* this.call('GET', path, { query })).body as T;
  }

  *post<T>(path: string, body?: unknown, query: Query = {}): Co<T> {
    return (yield* this.call('POST', path, { body, query })).body as T;
  }

  *delete<T>(path: string, query: Query = {}): Co<T> {
    return (yield* this.call('DELETE', path, { query })).body as T;
  }

  /** The pieces of an answer that comes piece by piece. */
  *stream<T>(method: string, path: string, extras: Extras = {}): Co<Source<T>> {
    const response = yield* this.call(method, path, extras);
    if (response.stream) return response.stream as Source<T>;
    throw new Failure('unexpected end of the answer');
  }
}

/** The fabric's refusals carry their fault. */
const isNetError = (error: unknown): boolean => error instanceof Error && 'fault' in error;

function queryText(query: Query): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === false || value === '') continue;
    const text = typeof value === 'object' ? filtersText(value) : value === true ? '1' : String(value);
    if (text) parts.push(`${name}=${encodeURIComponent(text)}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** `{"name":{"web":true}}`, the form of filters since API 1.22. */
function filtersText(filters: Filters): string {
  const sets = Object.entries(filters).map(([key, values]) => [key, Object.fromEntries(values.map((v) => [v, true]))]);
  return sets.length > 0 ? JSON.stringify(Object.fromEntries(sets)) : '';
}
