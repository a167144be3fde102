import type { EndpointResource, Network } from '../../api/index.ts';
import { rfc3339 } from '../../sim/index.ts';
import type { Network as SwarmNetwork } from '../../swarm/objects.ts';
import { formatSubnet, macOf } from './ip.ts';
import type { NodeNetwork } from './store.ts';

/** A network that exists on this host, with the endpoints that are here. */
export function presentLocal(network: NodeNetwork, peers: readonly string[]): Network {
  const { spec, swarm } = network;
  const config = swarm?.ipam
    ? [{ Subnet: swarm.ipam.subnet, Gateway: swarm.ipam.gateway }]
    : network.subnet
      ? [{ Subnet: formatSubnet(network.subnet), Gateway: network.gateway }]
      : null;
  const given = spec.IPAM?.Options ?? null;
  // What came through the swarm's store has lost its empty maps.
  const ipamOptions = swarm && Object.keys(given ?? {}).length === 0 ? null : given;
  const options = swarm
    ? { 'com.docker.network.driver.overlay.vxlanid_list': String(swarm.vxlanId), ...spec.Options }
    : network.options;
  return {
    ...shape(network, spec),
    Created: rfc3339(network.created),
    IPAM: { Driver: 'default', Options: ipamOptions, Config: config },
    Containers: containersOf(network),
    Options: options,
    Labels: spec.Labels ?? {},
    ...(swarm && peers.length > 0 ? { Peers: peers.map((ip) => ({ Name: peerName(ip), IP: ip })) } : {}),
  };
}

/** An overlay of the swarm that is not in use on this host, as the manager tells it. */
export function presentRemote(network: SwarmNetwork): Network {
  const { spec, ipam } = network;
  return {
    ...shape({ id: network.id, name: spec.Name, scope: 'swarm', driver: spec.Driver ?? 'overlay' }, spec),
    Created: rfc3339(network.meta.createdAt),
    IPAM: {
      Driver: 'default',
      Options: null,
      Config: ipam
        ? [{ Subnet: ipam.subnet, ...(ipam.range ? { IPRange: ipam.range } : {}), Gateway: ipam.gateway }]
        : [],
    },
    Containers: null,
    Options: { 'com.docker.network.driver.overlay.vxlanid_list': String(network.vxlanId), ...spec.Options },
    Labels: spec.Labels && Object.keys(spec.Labels).length > 0 ? spec.Labels : null,
  };
}

/** The keys in their order; what differs is laid over. */
function shape(network: Pick<NodeNetwork, 'id' | 'name' | 'scope' | 'driver'>, spec: NodeNetwork['spec']): Network {
  return {
    Name: network.name,
    Id: network.id,
    Created: '',
    Scope: network.scope,
    Driver: network.driver,
    EnableIPv4: spec.EnableIPv4 ?? true,
    EnableIPv6: spec.EnableIPv6 ?? false,
    IPAM: { Driver: 'default', Options: null, Config: null },
    Internal: spec.Internal ?? false,
    Attachable: spec.Attachable ?? false,
    Ingress: spec.Ingress ?? false,
    ConfigFrom: { Network: '' },
    ConfigOnly: spec.ConfigOnly ?? false,
    Containers: null,
    Options: null,
    Labels: null,
  };
}

function containersOf(network: NodeNetwork): Record<string, EndpointResource> {
  const rows = [...network.endpoints].map(([id, { name, endpoint }]): [string, EndpointResource] => [
    id,
    {
      Name: name,
      EndpointID: endpoint.id,
      MacAddress: endpoint.mac,
      IPv4Address: endpoint.address ? `${endpoint.address}/${endpoint.prefix}` : '',
      IPv6Address: '',
    },
  ]);
  const { balancer } = network;
  if (balancer)
    rows.push([
      balancer.key,
      {
        Name: balancer.name,
        EndpointID: balancer.endpointId,
        MacAddress: macOf(balancer.address.replace(/\/.*/, '')),
        IPv4Address: balancer.address,
        IPv6Address: '',
      },
    ]);
  return Object.fromEntries(rows);
}

/** A gossip member is named by twelve digits that stay the same for its address. */
function peerName(ip: string): string {
  return macOf(ip).replaceAll(':', '');
}
