import { ApiError } from '../api/index.ts';
import type { Host } from '../host/index.ts';
import { sleep, millisecond, type Clock, type Co } from '../sim/index.ts';
import type { Machine } from './world.ts';

/**
 * Forms a swarm over the Engine API, as `docker swarm init` and `join` would: the first machine is its first manager,
 * machines with "manager" in their names join as managers, the others as workers. Returns when every node is Ready.
 */
export function* formSwarm(clock: Clock, machines: readonly Machine[]): Co<void> {
  const [first, ...rest] = machines;
  if (!first) return;
  while (machines.some(({ engine }) => !engine.running)) yield* sleep(clock, 100 * millisecond);
  yield* call(first.host, 'POST', '/swarm/init', {
    ListenAddr: '0.0.0.0:2377',
    AdvertiseAddr: first.host.address,
    Spec: {},
  });
  const swarm = (yield* call(first.host, 'GET', '/swarm')) as { JoinTokens: { Worker: string; Manager: string } };
  for (const { host } of rest)
    yield* call(host, 'POST', '/swarm/join', {
      ListenAddr: '0.0.0.0:2377',
      AdvertiseAddr: host.address,
      RemoteAddrs: [`${first.host.address}:2377`],
      JoinToken: host.name.includes('manager') ? swarm.JoinTokens.Manager : swarm.JoinTokens.Worker,
    });
  for (;;) {
    const nodes = (yield* call(first.host, 'GET', '/nodes')) as { Status: { State: string } }[];
    if (nodes.length === machines.length && nodes.every((node) => node.Status.State === 'ready')) return;
    yield* sleep(clock, 100 * millisecond);
  }
}

function* call(host: Host, method: string, target: string, body?: unknown): Co<unknown> {
  const engine = host.sockets.get('/var/run/docker.sock');
  if (!engine) throw new ApiError(503, `no engine on ${host.name}`);
  const answer = yield* engine({ method, target, headers: {}, body }, '');
  if (answer.status >= 400) throw new ApiError(answer.status, (answer.body as { message: string }).message);
  return answer.body;
}
