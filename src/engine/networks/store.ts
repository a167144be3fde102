import { ApiError, type NetworkCreate } from '../../api/index.ts';
import type { Host } from '../../host/index.ts';
import type { Micros } from '../../sim/index.ts';
import type { Network as SwarmNetwork } from '../../swarm/objects.ts';
import { contains, formatIp, formatSubnet, freePool, macOf, parseIp, parseSubnet, sizeOf, type Subnet } from './ip.ts';

/** A container's place on a network. The address is empty while the container is not running. */
export interface Endpoint {
  readonly network: string;
  readonly networkId: string;
  readonly aliases: readonly string[];
  /** An address asked for (`--ip`) or given by the swarm. */
  readonly fixed: string | undefined;
  id: string;
  address: string;
  prefix: number;
  gateway: string;
  mac: string;
}

/** What else than containers sits on a network: the load balancers of the swarm. */
export interface Balancer {
  /** `ingress-sbox`, `lb-mynet`. */
  readonly key: string;
  readonly name: string;
  readonly endpointId: string;
  /** With mask. */
  readonly address: string;
}

/** A network that exists on this host: local, or of the swarm and in use here. */
export interface NodeNetwork {
  readonly id: string;
  readonly name: string;
  /** When it came into being here. */
  readonly created: Micros;
  readonly driver: string;
  readonly scope: 'local' | 'swarm';
  readonly spec: NetworkCreate;
  readonly subnet: Subnet | undefined;
  readonly gateway: string;
  readonly options: Record<string, string>;
  /** By container ID. */
  readonly endpoints: Map<string, { readonly name: string; readonly endpoint: Endpoint }>;
  swarm: SwarmNetwork | undefined;
  balancer: Balancer | undefined;
}

export const predefined: readonly string[] = ['bridge', 'host', 'none'];

/** The networks that one host knows by itself, and their addresses (models moby libnetwork). */
export class NetworkStore {
  readonly #host: Host;
  readonly #networks = new Map<string, NodeNetwork>();
  /** Network ID → this node's load-balancer address with mask, as the managers gave it. */
  #balancers: Readonly<Record<string, string>> = {};

  constructor(host: Host) {
    this.#host = host;
    this.createLocal({ Name: 'none', Driver: 'null' });
    this.createLocal({ Name: 'host', Driver: 'host' });
    this.createLocal({
      Name: 'bridge',
      Driver: 'bridge',
      Options: {
        'com.docker.network.bridge.default_bridge': 'true',
        'com.docker.network.bridge.enable_icc': 'true',
        'com.docker.network.bridge.enable_ip_masquerade': 'true',
        'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
        'com.docker.network.bridge.name': 'docker0',
        'com.docker.network.driver.mtu': '1500',
      },
    });
  }

  get all(): readonly NodeNetwork[] {
    return [...this.#networks.values()];
  }

  byId(id: string): NodeNetwork | undefined {
    return this.#networks.get(id);
  }

  named(name: string): NodeNetwork | undefined {
    return this.all.find((network) => network.name === name);
  }

  /** Makes a local network with a pool of its own. Throws ApiError for bad or clashing subnets. */
  createLocal(spec: NetworkCreate): NodeNetwork {
    const driver = spec.Driver ?? 'bridge';
    const config = spec.IPAM?.Config?.[0];
    const addressed = driver === 'bridge' || driver === 'overlay';
    const taken = this.all.flatMap((network) => (network.subnet && network.scope === 'local' ? [network.subnet] : []));
    let subnet: Subnet | undefined;
    if (config?.Subnet) {
      subnet = parseSubnet(config.Subnet);
      if (!subnet)
        throw new ApiError(
          400,
          `invalid network config:\ninvalid subnet ${config.Subnet}: invalid CIDR block notation`,
        );
      if (taken.some((other) => contains(other, (subnet as Subnet).base) || contains(subnet as Subnet, other.base)))
        throw new ApiError(403, 'invalid pool request: Pool overlaps with other one on this address space');
    } else if (addressed) {
      subnet = freePool(taken);
      if (!subnet) throw new ApiError(500, 'all predefined address pools have been fully subnetted');
    }
    const gateway = config?.Gateway ?? (subnet ? formatIp(subnet.base + 1) : '');
    const id = this.#host.chance.hex('network', spec.Name);
    const bridge = spec.Options?.['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`;
    if (driver === 'bridge' && subnet)
      this.#host.root.interfaces.set(bridge, {
        address: `${gateway}/${subnet.prefix}`,
        mac: macOf(gateway),
        mtu: 1500,
      });
    return this.#add({
      id,
      name: spec.Name,
      created: this.#host.clock.now,
      driver,
      scope: 'local',
      spec,
      subnet,
      gateway,
      options: spec.Options ?? {},
      endpoints: new Map(),
      swarm: undefined,
      balancer: undefined,
    });
  }

  /** The bridge through which task containers reach the world, made when the host joins a swarm. */
  ensureGatewayBridge(): NodeNetwork {
    return (
      this.named('docker_gwbridge') ??
      this.createLocal({
        Name: 'docker_gwbridge',
        Driver: 'bridge',
        Options: {
          'com.docker.network.bridge.enable_icc': 'false',
          'com.docker.network.bridge.enable_ip_masquerade': 'true',
          'com.docker.network.bridge.name': 'docker_gwbridge',
        },
      })
    );
  }

  /** A network of the swarm comes into use here, or has changed. */
  adopt(network: SwarmNetwork): NodeNetwork {
    const known = this.#networks.get(network.id) ?? this.#fromSwarm(network);
    known.swarm = network;
    this.#balance(known);
    return known;
  }

  /** The managers gave this node load-balancer addresses: they count for networks that are here or will be. */
  balance(addresses: Readonly<Record<string, string>>): void {
    this.#balancers = addresses;
    for (const network of this.all) this.#balance(network);
  }

  #balance(network: NodeNetwork): void {
    const address = this.#balancers[network.id];
    if (!address || network.balancer?.address === address) return;
    network.balancer = {
      key: network.spec.Ingress ? 'ingress-sbox' : `lb-${network.name}`,
      name: `${network.name}-endpoint`,
      endpointId: this.#host.chance.hex('endpoint', network.id),
      address,
    };
  }

  #fromSwarm(network: SwarmNetwork): NodeNetwork {
    return this.#add({
      id: network.id,
      name: network.spec.Name,
      created: this.#host.clock.now,
      driver: network.spec.Driver ?? 'overlay',
      scope: 'swarm',
      spec: network.spec,
      subnet: network.ipam && parseSubnet(network.ipam.subnet),
      gateway: network.ipam?.gateway ?? '',
      options: {},
      endpoints: new Map(),
      swarm: network,
      balancer: undefined,
    });
  }

  #add(network: NodeNetwork): NodeNetwork {
    this.#networks.set(network.id, network);
    return network;
  }

  delete(network: NodeNetwork): void {
    this.#networks.delete(network.id);
    this.#host.root.interfaces.delete(
      network.options['com.docker.network.bridge.name'] ?? `br-${network.id.slice(0, 12)}`,
    );
  }

  /** Fills in an endpoint's address; the lowest that is free, as the bitmap of libnetwork's IPAM gives it. */
  allocate(network: NodeNetwork, containerId: string, name: string, endpoint: Endpoint): void {
    endpoint.id = this.#host.chance.hex('endpoint', containerId);
    network.endpoints.set(containerId, { name, endpoint });
    if (!network.subnet) return;
    endpoint.address = endpoint.fixed ?? this.#free(network);
    endpoint.prefix = network.subnet.prefix;
    endpoint.gateway = network.scope === 'local' && network.name !== 'docker_gwbridge' ? network.gateway : '';
    endpoint.mac = macOf(endpoint.address);
  }

  #free(network: NodeNetwork): string {
    const subnet = network.subnet as Subnet;
    const used = new Set([network.gateway, ...[...network.endpoints.values()].map(({ endpoint }) => endpoint.address)]);
    for (let address = subnet.base + 1; address < subnet.base + sizeOf(subnet) - 1; address++)
      if (!used.has(formatIp(address))) return formatIp(address);
    throw new ApiError(
      500,
      `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`,
    );
  }

  release(containerId: string, endpoint: Endpoint): void {
    const network = this.#networks.get(endpoint.networkId);
    network?.endpoints.delete(containerId);
    Object.assign(endpoint, { id: '', address: '', prefix: 0, gateway: '', mac: '' });
    // An overlay leaves the host with its last container; ingress stays as long as the swarm does.
    if (network && network.scope === 'swarm' && network.endpoints.size === 0 && !network.spec.Ingress)
      this.delete(network);
  }

  /** The address asked for must lie in the network. */
  checkFixed(network: NodeNetwork, address: string): void {
    const ip = parseIp(address);
    if (ip === undefined) throw new ApiError(400, `invalid IPv4 address: ${address}`);
    if (!network.spec.IPAM?.Config?.length)
      throw new ApiError(
        400,
        'invalid config for network ' +
          network.name +
          ': invalid endpoint settings:\nuser specified IP address is supported only when connecting to networks with user configured subnets',
      );
    if (network.subnet && !contains(network.subnet, ip))
      throw new ApiError(
        400,
        `invalid config for network ${network.name}: invalid endpoint settings:\nno configured subnet contains IP address ${address}`,
      );
  }

  subnetText(network: NodeNetwork): string | undefined {
    return network.subnet && formatSubnet(network.subnet);
  }
}

/** An endpoint to be filled in when the container starts. */
export function planEndpoint(
  network: { name: string; id: string },
  aliases: readonly string[] = [],
  fixed?: string,
): Endpoint {
  return {
    network: network.name,
    networkId: network.id,
    aliases,
    fixed,
    id: '',
    address: '',
    prefix: 0,
    gateway: '',
    mac: '',
  };
}
