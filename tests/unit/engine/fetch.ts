import { exchange, NetError, type HttpResponse } from '../../../src/net/index.ts';
import type { Co } from '../../../src/sim/index.ts';
import type { Bench } from './bench.ts';

/** What a client on a host gets of a port: the body, or why there was none. */
export function fetchFrom(bench: Bench, on: number, address: string, port: number): unknown {
  function* get(): Co<HttpResponse> {
    const connection = yield* (bench.hosts[on] as Bench['hosts'][number]).plug.dial(address, port);
    return yield* exchange(bench.clock, connection, { method: 'GET', target: '/', headers: {} });
  }
  try {
    return bench.run(get()).body;
  } catch (error) {
    if (error instanceof NetError) return error.fault;
    throw error;
  }
}
