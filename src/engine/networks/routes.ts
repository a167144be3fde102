import { ApiError, type EndpointSettings, type Network, type NetworkCreate } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Network as SwarmNetwork } from '../../swarm/objects.ts';
import { Filters } from '../api/filters.ts';
import { flag } from '../api/query.ts';
import { objectBody, type Answer, type Call, type Route } from '../api/router.ts';
import { plugInterfaces } from '../containers/environment.ts';
import type { Daemon } from '../daemon.ts';
import { texts } from '../swarm/side.ts';
import { presentLocal, presentRemote } from './present.ts';
import { planEndpoint, predefined, type NodeNetwork } from './store.ts';

const known = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];
const types = ['builtin', 'custom'];

/** One network, on this host, in the swarm's store, or both. */
interface Known {
  readonly id: string;
  readonly name: string;
  readonly local: NodeNetwork | undefined;
  readonly swarm: SwarmNetwork | undefined;
}

/** /networks (models moby daemon/network.go and api/server/router/network). */
export function networkRoutes(daemon: Daemon): Route[] {
  const { networks, swarm } = daemon;

  /** What this host knows: its own, and on a manager all those of the swarm. */
  function* all(): Co<Known[]> {
    const local = networks.all.map((network): Known => ({
      id: network.id,
      name: network.name,
      local: network,
      swarm: network.swarm,
    }));
    const { control } = swarm.member;
    if (!control) return local;
    const remote = (yield* control.list('network')).filter(({ id }) => !networks.byId(id));
    return [
      ...local,
      ...remote.map((network): Known => ({
        id: network.id,
        name: network.spec.Name,
        local: undefined,
        swarm: network,
      })),
    ];
  }

  function* find(text: string): Co<Known> {
    const list = yield* all();
    const byId = list.filter(({ id }) => id === text);
    const named = list.filter(({ name }) => name === text);
    const matches =
      [byId, named, list.filter(({ id }) => text !== '' && id.startsWith(text))].find((some) => some.length > 0) ?? [];
    if (matches.length > 1) throw new ApiError(400, `network ${text} is ambiguous (${matches.length} matches found)`);
    const [match] = matches;
    if (!match) throw new ApiError(404, `network ${text} not found`);
    return match;
  }

  const peers = (): string[] => [
    ...new Set([...swarm.member.managers.map(({ addr }) => addr.replace(/:\d+$/, '')), daemon.host.address]),
  ];

  const present = ({ local, swarm: remote }: Known): Network =>
    local ? presentLocal(local, peers()) : presentRemote(remote as SwarmNetwork);

  function* list(call: Call): Co<Answer> {
    const filters = new Filters(call.query, known);
    filters.check('type', types, (value) => `invalid filter: 'type'='${value}'`);
    const found = (yield* all()).filter(({ id, name, local }) => {
      const scope = local?.scope ?? 'swarm';
      const builtin = predefined.includes(name);
      return (
        filters.any('id', (wish) => id.startsWith(wish)) &&
        // Lists of the swarm match by prefix, the host's own anywhere in the name.
        filters.any('name', (wish) => (scope === 'local' ? name.includes(wish) : name.startsWith(wish))) &&
        filters.is('driver', local?.driver ?? 'overlay') &&
        filters.is('scope', scope) &&
        filters.any('type', (type) => (type === 'builtin') === builtin) &&
        filters.any('dangling', (value) => ['true', '1'].includes(value) === (!builtin && local?.endpoints.size === 0))
      );
    });
    const rows = found.map(present).filter((network) => filters.labels('label', network.Labels ?? {}));
    return { body: rows };
  }

  function* create(call: Call): Co<Answer> {
    const body = objectBody<NetworkCreate>(call, 'network.CreateRequest');
    const driver = body.Driver || 'bridge';
    const name = body.Name ?? '';
    if (driver === 'overlay' || body.Scope === 'swarm') {
      if (predefined.includes(name)) throw new ApiError(403, `${name} is a pre-defined network and cannot be created`);
      if (body.Scope === 'local') throw new ApiError(400, 'cannot downgrade network scope for overlay networks');
      const control = swarm.control();
      if ((yield* all()).some((network) => network.name === name))
        throw new ApiError(409, `network with name ${name} already exists`);
      const network = yield* control.createNetwork({ ...body, Name: name, Driver: driver });
      return { status: 201, body: { Id: network.id, Warning: '' } };
    }
    if (name.trim() === '') throw new ApiError(400, 'invalid network name: name is empty');
    if (predefined.includes(name)) throw new ApiError(403, `operation is not permitted on predefined ${name} network `);
    if (networks.named(name)) throw new ApiError(409, `network with name ${name} already exists`);
    if (!['bridge', 'host', 'null', 'macvlan', 'ipvlan'].includes(driver))
      throw new ApiError(404, `plugin "${driver}" not found`);
    if (driver === 'host' || driver === 'null')
      throw new ApiError(403, `only one instance of "${driver}" network is allowed`);
    const network = networks.createLocal({ ...body, Name: name, Driver: driver });
    daemon.events.emit('network', 'create', network.id, { name, type: driver });
    return { status: 201, body: { Id: network.id, Warning: '' } };
  }

  function* remove(call: Call): Co<Answer> {
    const { id, name, local } = yield* find(call.id);
    if (predefined.includes(name)) throw new ApiError(403, `${name} is a pre-defined network and cannot be removed`);
    if (!local || local.scope === 'swarm') {
      if (!swarm.member.control && swarm.member.state === 'active') throw new ApiError(503, texts.worker);
      yield* swarm.control().remove('network', id);
      if (local) networks.delete(local);
      return { status: 204 };
    }
    if (local.endpoints.size > 0) {
      const users = [...local.endpoints].map(
        ([container, endpoint]) => `name:"${endpoint.name}" id:"${container.slice(0, 12)}"`,
      );
      throw new ApiError(
        403,
        `error while removing network: network ${name} has active endpoints (${users.join(', ')})`,
      );
    }
    destroy(local);
    return { status: 204 };
  }

  function destroy(network: NodeNetwork): void {
    networks.delete(network);
    daemon.events.emit('network', 'destroy', network.id, { name: network.name, type: network.driver });
  }

  function* connect(call: Call): Co<Answer> {
    const body = objectBody<{ Container: string; EndpointConfig?: Partial<EndpointSettings> }>(
      call,
      'network.ConnectOptions',
    );
    const { name, local } = yield* find(call.id);
    const container = daemon.containers.get(body.Container);
    if (!local || local.scope === 'swarm')
      throw new ApiError(501, `attaching a container to the overlay ${name} by hand is not emulated`);
    if (container.endpoints.has(name))
      throw new ApiError(403, `endpoint with name ${container.name} already exists in network ${name}`);
    const fixed = body.EndpointConfig?.IPAMConfig?.IPv4Address;
    if (fixed) networks.checkFixed(local, fixed);
    const endpoint = planEndpoint(local, body.EndpointConfig?.Aliases ?? [], fixed);
    container.endpoints.set(name, endpoint);
    if (container.space) {
      networks.allocate(local, container.id, container.name, endpoint);
      plugInterfaces(daemon, container, container.space);
    }
    daemon.events.emit('network', 'connect', local.id, { container: container.id, name, type: local.driver });
    return { status: 200 };
  }

  function* disconnect(call: Call): Co<Answer> {
    const body = objectBody<{ Container: string; Force?: boolean }>(call, 'network.DisconnectOptions');
    const { name, local } = yield* find(call.id);
    const container = daemon.containers.get(body.Container);
    const endpoint = container.endpoints.get(name);
    if (!local || !endpoint) throw new ApiError(403, `container ${container.id} is not connected to network ${name}`);
    container.endpoints.delete(name);
    networks.release(container.id, endpoint);
    if (container.space) plugInterfaces(daemon, container, container.space);
    daemon.events.emit('network', 'disconnect', local.id, { container: container.id, name, type: local.driver });
    return { status: 200 };
  }

  function* prune(call: Call): Co<Answer> {
    const filters = new Filters(call.query, ['label', 'label!', 'until']);
    const gone = networks.all.filter(
      ({ name, scope, endpoints, spec }) =>
        scope === 'local' &&
        !predefined.includes(name) &&
        name !== 'docker_gwbridge' &&
        endpoints.size === 0 &&
        filters.labels('label', spec.Labels ?? {}),
    );
    gone.forEach(destroy);
    const swarmNames: string[] = [];
    const { control } = swarm.member;
    if (control) {
      const used = new Set(
        (yield* control.list('service')).flatMap(({ spec }) =>
          (spec.TaskTemplate.Networks ?? []).map(({ Target }) => Target),
        ),
      );
      for (const network of yield* control.list('network')) {
        if (network.spec.Ingress || used.has(network.id)) continue;
        yield* control.remove('network', network.id);
        swarmNames.push(network.spec.Name);
      }
    }
    return { body: { NetworksDeleted: [...gone.map(({ name }) => name), ...swarmNames] } };
  }

  return [
    ['GET', '/networks', list],
    ['POST', '/networks/create', create],
    ['POST', '/networks/prune', prune],
    [
      'GET',
      '/networks/{id}',
      function* (call) {
        const network = yield* find(call.id);
        const body = present(network);
        return { body: flag(call.query, 'verbose') ? { ...body, Services: {} } : body };
      },
    ],
    ['DELETE', '/networks/{id}', remove],
    ['POST', '/networks/{id}/connect', connect],
    ['POST', '/networks/{id}/disconnect', disconnect],
  ];
}
