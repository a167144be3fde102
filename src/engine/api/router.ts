import { ApiError } from '../../api/index.ts';
import { Errno } from '../../host/index.ts';
import { NetError, type HttpRequest, type HttpResponse } from '../../net/index.ts';
import { run, wait, type Clock, type Co, type Source } from '../../sim/index.ts';
import { SwarmError, type Code } from '../../swarm/control.ts';
import { apiVersion, engineVersion, minApiVersion } from '../daemon.ts';
import { parseTarget, type Query } from './query.ts';

/** One request, matched to a route. */
export interface Call {
  readonly query: Query;
  /** What stands for `{id}` in the route's pattern; '' where it has none. */
  readonly id: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly input: Source<unknown> | undefined;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly stream?: Source<unknown>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Method, pattern with one `{id}` (`{id*}` may contain slashes), handler. `abandon`: when the client goes away the work
 * under way stops too, as a pull does; other writes go on to their end.
 */
export type Route = readonly [method: string, pattern: string, handler: (call: Call) => Co<Answer>, abandon?: true];

/** What a request body must be; throws the error of Go's decoder otherwise. */
export function objectBody<T>(call: Call, type: string): T {
  if (call.body === undefined || call.body === null || call.body === '')
    throw new ApiError(400, 'invalid JSON: got EOF while reading request body');
  if (typeof call.body === 'object' && !Array.isArray(call.body)) return call.body as T;
  const kind = Array.isArray(call.body) ? 'array' : typeof call.body === 'boolean' ? 'bool' : typeof call.body;
  throw new ApiError(400, `json: cannot unmarshal ${kind} into Go value of type ${type}`);
}

/** gRPC code → HTTP status (models moby errdefs). */
const statusOf: Partial<Record<Code, number>> = {
  InvalidArgument: 400,
  FailedPrecondition: 400,
  OutOfRange: 400,
  NotFound: 404,
  AlreadyExists: 409,
  PermissionDenied: 403,
  Unauthenticated: 401,
  Unimplemented: 501,
  Unavailable: 503,
};

/** Any failure of the emulated kind as an API error; a fault of ours is thrown on. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof SwarmError)
    return new ApiError(statusOf[error.code] ?? 500, `rpc error: code = ${error.code} desc = ${error.message}`);
  if (error instanceof Errno || error instanceof NetError) return new ApiError(500, error.message);
  throw error;
}

const headers = {
  'api-version': apiVersion,
  'docker-experimental': 'false',
  ostype: 'linux',
  server: `Docker/${engineVersion} (linux)`,
};

/** Routes by the first word of their paths: at hand, or fetched when one of them is first called. */
export type RouteGroup = readonly Route[] | (() => Co<readonly Route[]>);
export type RouteGroups = Readonly<Record<string, RouteGroup>>;

const compile = (routes: readonly Route[]) =>
  routes.map(([method, pattern, handler, abandon]) => ({
    method,
    pattern: new RegExp(`^${pattern.replace('{id*}', '(.+)').replace('{id}', '([^/]+)')}$`),
    handler,
    abandon,
  }));

/** The API server: finds the route of a request and answers it, errors included. */
export function createRouter(clock: Clock, groups: RouteGroups): (request: HttpRequest) => Co<HttpResponse> {
  const tables = new Map<string, ReturnType<typeof compile>>();

  function* tableOf(path: string): Co<ReturnType<typeof compile>> {
    const word = path.split('/', 2)[1] ?? '';
    const group = Object.hasOwn(groups, word) ? groups[word] : undefined;
    const known = tables.get(word);
    if (known || !group) return known ?? [];
    const table = compile(typeof group === 'function' ? yield* group() : group);
    tables.set(word, table);
    return table;
  }

  function* dispatch(request: HttpRequest): Co<Answer> {
    const { path, query } = parseTarget(request.target);
    const [, version, rest] = /^(?:\/v(\d+\.\d+))?(\/.*)$/.exec(path) ?? [];
    if (version !== undefined) checkVersion(version);
    const table = yield* tableOf(rest ?? '');
    const matches = table.filter((route) => rest !== undefined && route.pattern.test(rest));
    const route = matches.find(({ method }) => method === request.method);
    if (!route || rest === undefined)
      throw matches.length > 0 ? new ApiError(405, 'method not allowed') : new ApiError(404, 'page not found');
    const id = decodeURIComponent(route.pattern.exec(rest)?.[1] ?? '');
    const call: Call = { query, id, body: request.body, headers: request.headers, input: request.input };
    return yield* route.abandon || request.method === 'GET'
      ? route.handler(call)
      : detached(clock, route.handler(call));
  }

  return function* (request) {
    try {
      const answer = yield* dispatch(request);
      const status = answer.status ?? (answer.body === undefined && !answer.stream ? 204 : 200);
      return { ...answer, status, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      const { status, message } = toApiError(error);
      return { status, headers, body: { message } };
    }
  };
}

function checkVersion(version: string): void {
  const minor = (text: string): number => Number(text.split('.')[0]) * 1_000 + Number(text.split('.')[1]);
  if (minor(version) > minor(apiVersion))
    throw new ApiError(400, `client version ${version} is too new. Maximum supported API version is ${apiVersion}`);
  if (minor(version) < minor(minApiVersion))
    throw new ApiError(
      400,
      `client version ${version} is too old. Minimum supported API version is ${minApiVersion}, please upgrade your client to a newer version`,
    );
}

/** Runs a coroutine that goes on when whoever waits for it is dropped. */
export function* detached<T>(clock: Clock, co: Co<T>): Co<T> {
  return yield* wait<T>((resume) => {
    run(clock, co, (outcome) => (outcome.ok ? resume.value(outcome.value) : resume.error(outcome.error)));
    return undefined;
  });
}
