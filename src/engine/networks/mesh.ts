import {
  exchange,
  NetError,
  serveHttp,
  type Connection,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from '../../net/index.ts';
import type { Cancel, Co } from '../../sim/index.ts';
import type { Backend } from '../../swarm/executor.ts';
import type { Daemon } from '../daemon.ts';

/** Where nodes take each other's overlay traffic. */
const vxlan = 4789;

/** How a connection over an overlay begins: from which address to which, inside the overlay. */
interface Opening {
  readonly source: string;
  readonly address: string;
  readonly port: number;
}

/**
 * The routing mesh on one node: every published port answers here for any running task, wherever it is, each connection
 * another one (models moby libnetwork/service_linux.go, where IPVS goes round robin).
 */
export class Mesh {
  readonly #daemon: () => Daemon;
  /** By published port. */
  readonly #groups = new Map<number, { backends: readonly Backend[]; turn: number; close: Cancel }>();
  #overlay: Cancel | undefined;

  constructor(daemon: () => Daemon) {
    this.#daemon = daemon;
  }

  /** Answers on the ports of these tasks, and no longer on others. */
  balance(all: readonly Backend[]): void {
    const { host } = this.#daemon();
    this.#overlay ??= host.plug.listen(vxlan, (connection) => this.#receive(connection));
    const backends = all.filter(({ protocol }) => protocol === 'tcp');
    const ports = new Set(backends.map(({ port }) => port));
    for (const [port, { close }] of this.#groups) {
      if (ports.has(port)) continue;
      close();
      this.#groups.delete(port);
    }
    for (const port of ports) {
      const mine = backends.filter((backend) => backend.port === port);
      const group = this.#groups.get(port);
      if (group) group.backends = mine;
      else this.#groups.set(port, { backends: mine, turn: 0, close: this.#listen(port) });
    }
  }

  /** This node leaves the mesh. */
  close(): void {
    for (const { close } of this.#groups.values()) close();
    this.#groups.clear();
    this.#overlay?.();
    this.#overlay = undefined;
  }

  /** A port that something else on the host has stays with it, as in life, where dockerd only logs that. */
  #listen(port: number): Cancel {
    const { host, clock } = this.#daemon();
    try {
      return host.plug.listen(
        port,
        serveHttp(clock, (request, from) => this.#forward(port, request, from)),
      );
    } catch (error) {
      if (error instanceof NetError) return () => undefined;
      throw error;
    }
  }

  *#forward(port: number, request: HttpRequest, from: string): Co<HttpResponse> {
    const { host, clock, networks } = this.#daemon();
    const group = this.#groups.get(port);
    const next = group?.backends[group.turn++ % group.backends.length];
    if (!next) throw new NetError('connection reset by peer');
    // The task sees the load balancer of the node where the request came in.
    const balancer = networks.all.find(({ spec }) => spec.Ingress)?.balancer?.address.split('/')[0];
    const opening: Opening = { source: balancer ?? from, address: next.address, port: next.targetPort };
    if (next.node === host.address) return yield* this.#server(opening)(request, opening.source);
    const connection = yield* host.plug.dial(next.node, vxlan);
    connection.send(opening);
    return yield* exchange(clock, connection, request);
  }

  /** Overlay traffic of another node for a container here. */
  #receive(connection: Connection): void {
    connection.onMessage((message) => {
      const opening = message as Opening;
      serveHttp(this.#daemon().clock, (request) => this.#server(opening)(request, opening.source))(connection);
    });
  }

  /** Who serves at an ingress address of this node; resets where nobody does. */
  #server({ address, port }: Opening): HttpHandler {
    const { containers, networks } = this.#daemon();
    const ingress = networks.all.find(({ spec }) => spec.Ingress);
    const [id] = [...(ingress?.endpoints ?? [])].find(([, { endpoint }]) => endpoint.address === address) ?? [];
    const server = id === undefined ? undefined : containers.find(id)?.space?.ports.get(port);
    if (!server) throw new NetError('connection reset by peer');
    return server;
  }
}
