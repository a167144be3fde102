import { ApiError, type Port } from '../../api/index.ts';
import { NetError, serveHttp, type HttpHandler } from '../../net/index.ts';
import type { Cancel } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** One published port while its container runs. */
export interface Binding {
  readonly containerId: string;
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
}

const ephemeral = 32_768;

/** The host ports that containers hold on one host (models moby libnetwork/portallocator). */
export class PortTable {
  #bindings: Binding[] = [];
  /** By container ID: how to stop listening. */
  readonly #listeners = new Map<string, Cancel[]>();

  of(container: Container): readonly Binding[] {
    return this.#bindings.filter((binding) => binding.containerId === container.id);
  }

  /**
   * Takes the ports that a container publishes and answers there for it. Throws what the daemon says of a port that is
   * taken; takes none then.
   */
  bind(daemon: Daemon, container: Container): void {
    const mine: Binding[] = [];
    for (const [key, wishes] of wanted(container)) {
      const [port = '', protocol = 'tcp'] = key.split('/');
      for (const { HostIp, HostPort } of wishes) {
        const hostIp = HostIp === '' ? '0.0.0.0' : HostIp;
        const hostPort =
          HostPort === '' || HostPort === '0' ? this.#free(protocol, mine) : Number(HostPort.split('-')[0]);
        if ([...this.#bindings, ...mine].some((other) => other.hostPort === hostPort && other.protocol === protocol))
          throw unconnected(daemon, container, `Bind for ${hostIp}:${hostPort} failed: port is already allocated`);
        mine.push({ containerId: container.id, hostIp, hostPort, containerPort: Number(port), protocol });
      }
    }
    const listeners: Cancel[] = [];
    this.#listeners.set(container.id, listeners);
    for (const binding of mine) {
      if (binding.protocol !== 'tcp') continue;
      try {
        listeners.push(listen(daemon, container, binding));
      } catch (error) {
        this.release(container);
        if (error instanceof NetError) throw unconnected(daemon, container, taken(daemon, container, binding));
        throw error;
      }
    }
    this.#bindings.push(...mine);
  }

  release(container: Container): void {
    for (const close of this.#listeners.get(container.id) ?? []) close();
    this.#listeners.delete(container.id);
    this.#bindings = this.#bindings.filter((binding) => binding.containerId !== container.id);
  }

  #free(protocol: string, mine: readonly Binding[]): number {
    const used = new Set([...this.#bindings, ...mine].filter((b) => b.protocol === protocol).map((b) => b.hostPort));
    let port = ephemeral;
    while (used.has(port)) port++;
    return port;
  }
}

const unconnected = (daemon: Daemon, container: Container, reason: string): ApiError =>
  new ApiError(
    500,
    `driver failed programming external connectivity on endpoint ${container.name} (${daemon.chance.hex('endpoint', container.id)}): ${reason}`,
  );

/** A process of the host has the port (moby libnetwork/drivers/bridge/port_mapping_linux.go). */
function taken(daemon: Daemon, container: Container, { hostIp, hostPort, containerPort, protocol }: Binding): string {
  const address = place(daemon, container)?.address ?? '';
  return `failed to bind host port for ${hostIp}:${hostPort}:${address}:${containerPort}/${protocol}: address already in use`;
}

/** Where a container hangs on a bridge of its host; published ports lead there. */
function place(daemon: Daemon, container: Container): { address: string; gateway: string } | undefined {
  for (const network of daemon.networks.all) {
    const here = network.driver === 'bridge' ? network.endpoints.get(container.id) : undefined;
    if (here) return { address: here.endpoint.address, gateway: network.gateway };
  }
  return undefined;
}

/** Answers on the host's port for whatever serves the container's; the client is reset where nothing does. */
function listen(daemon: Daemon, container: Container, { hostIp, hostPort, containerPort }: Binding): Cancel {
  const { host, clock } = daemon;
  const handler: HttpHandler = (request, from) => {
    const server = container.space?.ports.get(containerPort);
    const own = from === host.address;
    if (!server || (hostIp.startsWith('127.') && !own)) throw new NetError('connection reset by peer');
    // The host's own requests come through the bridge, others keep their source.
    return server(request, own ? (place(daemon, container)?.gateway ?? from) : from);
  };
  return host.plug.listen(hostPort, serveHttp(clock, handler));
}

function wanted(container: Container): [string, { HostIp: string; HostPort: string }[]][] {
  // On the host's own network there is nothing to lead anywhere.
  if (container.endpoints.has('host')) return [];
  const bindings = { ...container.hostConfig.PortBindings };
  if (container.hostConfig.PublishAllPorts)
    for (const port of Object.keys(container.config.ExposedPorts)) bindings[port] ??= [{ HostIp: '', HostPort: '' }];
  return Object.entries(bindings);
}

/** `NetworkSettings.Ports` of inspect: each binding once per address family. */
export function portMap(
  container: Container,
  bindings: readonly Binding[],
): Record<string, { HostIp: string; HostPort: string }[] | null> {
  const map: Record<string, { HostIp: string; HostPort: string }[] | null> = {};
  if (!container.running) return map;
  for (const port of Object.keys(container.config.ExposedPorts)) map[port] = null;
  for (const { hostIp, hostPort, containerPort, protocol } of bindings) {
    const key = `${containerPort}/${protocol}`;
    const list = (map[key] ??= []);
    for (const HostIp of families(hostIp)) list.push({ HostIp, HostPort: String(hostPort) });
  }
  return map;
}

/** The `Ports` of a list row. */
export function portList(container: Container, bindings: readonly Binding[]): Port[] {
  if (!container.running) return [];
  const rows: Port[] = [];
  for (const key of Object.keys(container.config.ExposedPorts)) {
    const [port = '', Type = 'tcp'] = key.split('/');
    const published = bindings.filter((b) => b.containerPort === Number(port) && b.protocol === Type);
    if (published.length === 0) rows.push({ PrivatePort: Number(port), Type });
    for (const b of published)
      for (const IP of families(b.hostIp))
        rows.push({ IP, PrivatePort: b.containerPort, PublicPort: b.hostPort, Type });
  }
  return rows;
}

const families = (hostIp: string): string[] => (hostIp === '0.0.0.0' ? ['0.0.0.0', '::'] : [hostIp]);
