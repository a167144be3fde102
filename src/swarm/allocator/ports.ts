import type { PortConfig } from '../../api/index.ts';
import type { Service } from '../objects.ts';

/** The range of ports that the swarm chooses from. */
const FIRST = 30000;
const LAST = 32767;

const protocolOf = (port: PortConfig): string => port.Protocol ?? 'tcp';
const ingress = (port: PortConfig): boolean => port.PublishMode !== 'host';

/** A port as it must be told apart from others of the service, whatever its published number. */
const shape = (port: PortConfig): string =>
  [port.Name ?? '', protocolOf(port), port.TargetPort ?? 0, port.PublishMode ?? 'ingress'].join('/');

/** Published ports of the routing mesh (models moby/moby libnetwork/cnmallocator/portallocator). */
export class Ports {
  #last = new Map<string, number>();

  /** The ports of a service with their numbers filled in; undefined while a number that it asks for is taken. */
  allocate(service: Service, others: readonly Service[]): PortConfig[] | undefined {
    const wanted = service.spec.EndpointSpec?.Ports ?? [];
    const given = service.endpoint?.ports ?? [];
    // Numbers chosen before are kept only while no port comes or goes.
    const kept = given.length === wanted.length ? [...given] : [];
    const taken = new Set(
      others
        .filter((other) => other.id !== service.id)
        .flatMap((other) => [...(other.endpoint?.ports ?? [])])
        .filter((port) => ingress(port) && port.PublishedPort)
        .map((port) => `${protocolOf(port)}/${String(port.PublishedPort)}`),
    );
    const ports: PortConfig[] = [];
    for (const port of wanted) {
      if (!ingress(port)) {
        ports.push(port);
        continue;
      }
      const protocol = protocolOf(port);
      let number = port.PublishedPort || 0;
      if (number === 0) {
        const at = kept.findIndex((old) => shape(old) === shape(port));
        number = (at < 0 ? 0 : (kept.splice(at, 1)[0]?.PublishedPort ?? 0)) || this.#next(protocol, taken);
      }
      if (number === 0 || taken.has(`${protocol}/${String(number)}`)) return undefined;
      taken.add(`${protocol}/${String(number)}`);
      ports.push({ ...port, PublishedPort: number });
    }
    return ports;
  }

  #next(protocol: string, taken: ReadonlySet<string>): number {
    const size = LAST - FIRST + 1;
    const last = this.#last.get(protocol) ?? FIRST - 1;
    for (let i = 1; i <= size; i++) {
      const number = FIRST + ((last - FIRST + i + size) % size);
      if (taken.has(`${protocol}/${String(number)}`)) continue;
      this.#last.set(protocol, number);
      return number;
    }
    return 0;
  }
}
