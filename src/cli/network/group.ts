import type { Network } from '../../api/index.ts';
import { confirm } from '../confirm.ts';
import { Failure, messageOf } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import { pairs } from '../flags/text.ts';
import { list, type Listing } from '../format/listing.ts';
import { byName, shortId } from '../format/text.ts';
import { goTime } from '../format/units.ts';
import { inspect } from '../inspect.ts';
import { labelsText } from '../labels.ts';
import { pathOf } from '../service/find.ts';
import { networkSpecs } from '../specs/network.ts';
import type { Command, Group } from '../spec.ts';
import { create } from './create.ts';

const listing: Listing = {
  type: '*network.networkContext',
  headers: {
    ID: 'NETWORK ID',
    Name: 'NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    IPv4: 'IPV4',
    IPv6: 'IPV6',
    Internal: 'INTERNAL',
    Labels: 'LABELS',
    CreatedAt: 'CREATED AT',
  },
  show: ['ID', 'Name', 'Driver', 'Scope'],
  raw: 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n',
};

const ls: Command = function* (call) {
  const { api, flags } = call;
  const networks = yield* api.get<Network[]>('/networks', { filters: filtersOf(flags) });
  const rows = byName(networks, ({ Name }) => Name).map((network) => ({
    ID: flags.is('no-trunc') ? network.Id : shortId(network.Id),
    Name: network.Name,
    Driver: network.Driver,
    Scope: network.Scope,
    IPv4: String(network.EnableIPv4),
    IPv6: String(network.EnableIPv6),
    Internal: String(network.Internal),
    Labels: labelsText(network.Labels),
    Label: (name: string) => network.Labels?.[name] ?? '',
    CreatedAt: goTime(network.Created),
  }));
  yield* list(call, listing, rows, flags.text('format'), flags.is('quiet'));
};

const warning =
  'WARNING! Before removing the routing-mesh network, make sure all the nodes in your swarm run the same docker engine version. Otherwise, removal may not be effective and functionality of newly create ingress networks will be impaired.\nAre you sure you want to continue?';

const rm: Command = function* (call) {
  const { self, api, flags, args } = call;
  let failed = false;
  for (const name of args) {
    try {
      const network = yield* api.get<Network>(pathOf('networks', name));
      if (network.Ingress && !(yield* confirm(call, warning))) continue;
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // the removal tells of it
    }
    try {
      yield* api.delete(pathOf('networks', name));
      yield* self.print(`${name}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const missing = 'status' in error && error.status === 404;
      if (flags.is('force') && missing) continue;
      failed = true;
      yield* self.printError(`${messageOf(error)}\n`);
    }
  }
  if (failed) throw new Failure('exit status 1');
};

const connect: Command = function* ({ api, flags, args }) {
  const [network = '', container = ''] = args;
  yield* api.post(pathOf('networks', network, '/connect'), {
    Container: container,
    EndpointConfig: {
      IPAMConfig: { IPv4Address: flags.text('ip'), IPv6Address: flags.text('ip6') },
      Links: flags.all('link'),
      Aliases: flags.all('alias'),
      DriverOpts: pairs(flags.all('driver-opt')),
    },
  });
};

const disconnect: Command = function* ({ api, flags, args }) {
  const [network = '', container = ''] = args;
  yield* api.post(pathOf('networks', network, '/disconnect'), { Container: container, Force: flags.is('force') });
};

const prune: Command = function* (call) {
  const { self, api, flags } = call;
  const question =
    'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?';
  if (!flags.is('force') && !(yield* confirm(call, question))) throw new Failure('network prune has been cancelled');
  const { NetworksDeleted } = yield* api.post<{ NetworksDeleted: string[] | null }>('/networks/prune', undefined, {
    filters: filtersOf(flags),
  });
  if (NetworksDeleted?.length) yield* self.print(`Deleted Networks:\n${NetworksDeleted.join('\n')}\n\n`);
};

export const group: Group = {
  about: 'Manage networks',
  specs: networkSpecs,
  commands: {
    connect,
    create,
    disconnect,
    inspect: (call) =>
      inspect(call, (name) => call.api.get(pathOf('networks', name), { verbose: call.flags.is('verbose') && 'true' })),
    ls,
    prune,
    rm,
  },
  help: () => import('../help/network.ts'),
};
