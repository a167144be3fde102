import type { Connection, Plug } from '../net/index.ts';
import { wait, type Cancel, type Clock, type Co, type Micros } from '../sim/index.ts';
import { SwarmError, type Code } from './control.ts';
import type { Scope } from './scope.ts';

/* gRPC between nodes, reduced to what it does: a hello that names the call, then one answer or a stream of messages. */

/** Who a node is by its certificate; undefined before it has one. */
export interface Identity {
  readonly nodeId: string;
  readonly clusterId: string;
}

interface Hello {
  readonly call: string;
  readonly from: Identity | undefined;
  readonly payload: unknown;
}

type Answer = { readonly value: unknown } | { readonly code: Code; readonly message: string };

/** The default port of the swarm's managers. */
export const swarmPort = 2377;

export type Method = (payload: never, from: Identity | undefined, address: string) => Co<unknown>;
export type Stream = (connection: Connection, payload: never, from: Identity | undefined) => void;

/** A node's way to reach managers. */
export interface Caller {
  readonly plug: Plug;
  readonly clock: Clock;
  readonly identity: () => Identity | undefined;
}

/** `IP:port` in its parts. */
export function endpoint(address: string): [ip: string, port: number] {
  const colon = address.lastIndexOf(':');
  return colon < 0 ? [address, swarmPort] : [address.slice(0, colon), Number(address.slice(colon + 1))];
}

/** Opens a stream; throws NetError. */
export function* open(caller: Caller, address: string, call: string, payload: unknown): Co<Connection> {
  const connection = yield* caller.plug.dial(...endpoint(address));
  connection.send({ call, from: caller.identity(), payload } satisfies Hello);
  return connection;
}

/** One question, one answer. Throws the SwarmError that the other side threw, NetError, or DeadlineExceeded. */
export function* ask(caller: Caller, address: string, call: string, payload: unknown, limit: Micros): Co<unknown> {
  const connection = yield* open(caller, address, call, payload);
  const answer = yield* wait<Answer>((resume) => {
    const cancel = caller.clock.after(limit, () => {
      connection.close();
      resume.error(new SwarmError('DeadlineExceeded', 'context deadline exceeded'));
    });
    connection.onMessage((message) => {
      cancel();
      connection.close();
      resume.value(message as Answer);
    });
    connection.onClose((fault) => {
      cancel();
      resume.error(new SwarmError('Unavailable', fault ?? 'transport is closing'));
    });
    return () => {
      cancel();
      connection.close();
    };
  });
  if ('code' in answer) throw new SwarmError(answer.code, answer.message);
  return answer.value;
}

/** Answers calls on a port until the scope ends. */
export function serve(
  scope: Scope,
  plug: Plug,
  port: number,
  methods: ReadonlyMap<string, Method>,
  streams: ReadonlyMap<string, Stream>,
): Cancel {
  const open = new Set<Connection>();
  scope.adopt(() => {
    for (const connection of open) connection.close();
  });
  const accept = (connection: Connection): void => {
    open.add(connection);
    connection.onMessage((message) => {
      const { call, from, payload } = message as Hello;
      const stream = streams.get(call);
      if (stream) {
        stream(connection, payload as never, from);
        return;
      }
      const method = methods.get(call);
      const answer = (reply: Answer): void => {
        open.delete(connection);
        if (connection.open) connection.send(reply);
      };
      if (!method) answer({ code: 'Unimplemented', message: `unknown method ${call}` });
      else
        scope.run(method(payload as never, from, connection.peerAddress), (outcome) => {
          if (outcome.ok) answer({ value: outcome.value });
          else if (outcome.error instanceof SwarmError)
            answer({ code: outcome.error.code, message: outcome.error.message });
          else throw outcome.error;
        });
    });
    connection.onClose(() => open.delete(connection));
  };
  return scope.adopt(plug.listen(port, accept));
}
