import type { Node, NodeSpec, Swarm } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import type { Flags } from '../flags/flags.ts';
import type { Call, Command } from '../spec.ts';
import { pathOf } from '../service/find.ts';
import { clusterSpec, showUnlockKey } from './spec.ts';

/** `docker swarm init`. */
export const init: Command = function* (call) {
  const { self, api, flags } = call;
  let id: string;
  try {
    id = yield* api.post<string>('/swarm/init', {
      ListenAddr: listenAddress(flags),
      AdvertiseAddr: flags.text('advertise-addr'),
      DataPathAddr: flags.text('data-path-addr'),
      DataPathPort: flags.number('data-path-port'),
      ForceNewCluster: flags.is('force-new-cluster'),
      Spec: clusterSpec(flags, {
        Labels: {},
        Orchestration: {},
        Raft: { ElectionTick: 0, HeartbeatTick: 0 },
        Dispatcher: {},
        CAConfig: {},
        TaskDefaults: {},
        EncryptionConfig: { AutoLockManagers: false },
        Name: '',
      }),
      AutoLockManagers: flags.is('autolock'),
      Availability: availability(flags),
      DefaultAddrPool: flags.all('default-addr-pool'),
      SubnetSize: flags.number('default-addr-pool-mask-length', 24),
    });
  } catch (error) {
    if (error instanceof Failure && /could not choose an IP address|could not find the system's IP/.test(error.message))
      throw new Failure(`${error.message} - specify one with --advertise-addr`);
    throw error;
  }
  yield* self.print(`Swarm initialized: current node (${id}) is now a manager.\n\n`);
  yield* showJoinCommand(call, id, 'worker');
  yield* self.print(
    "To add a manager to this swarm, run 'docker swarm join-token manager' and follow the instructions.\n",
  );
  if (flags.is('autolock')) yield* showUnlockKey(call);
};

/** `docker swarm join`: says which role the node was given. */
export const join: Command = function* ({ self, api, flags, args }) {
  yield* api.post('/swarm/join', {
    ListenAddr: listenAddress(flags),
    AdvertiseAddr: flags.text('advertise-addr'),
    DataPathAddr: flags.text('data-path-addr'),
    RemoteAddrs: args,
    JoinToken: flags.text('token'),
    Availability: availability(flags),
  });
  const info = yield* api.get<{ Swarm: { ControlAvailable?: boolean } }>('/info');
  yield* self.print(`This node joined a swarm as a ${info.Swarm.ControlAvailable ? 'manager' : 'worker'}.\n`);
};

/** `docker swarm leave`. */
export const leave: Command = function* ({ self, api, flags }) {
  yield* api.post('/swarm/leave', undefined, { force: flags.is('force') });
  yield* self.print('Node left the swarm.\n');
};

/** `docker swarm join-token worker|manager`. */
export const joinToken: Command = function* (call) {
  const { self, api, flags, args } = call;
  const role = args[0] as string;
  if (role !== 'worker' && role !== 'manager') throw new Failure(`unknown role ${role}`);
  if (flags.is('rotate')) {
    const swarm = yield* api.get<Swarm>('/swarm');
    const which = role === 'worker' ? 'rotateWorkerToken' : 'rotateManagerToken';
    yield* api.post('/swarm/update', swarm.Spec, { version: swarm.Version.Index, [which]: 'true' });
    if (!flags.is('quiet')) yield* self.print(`Successfully rotated ${role} join token.\n\n`);
  }
  // Asked anew: the rotation has changed it, and a node that is no manager is told so by this answer.
  const { JoinTokens } = yield* api.get<Swarm>('/swarm');
  if (flags.is('quiet')) return yield* self.print(`${role === 'worker' ? JoinTokens.Worker : JoinTokens.Manager}\n`);
  const info = yield* api.get<{ Swarm: { NodeID: string } }>('/info');
  yield* showJoinCommand(call, info.Swarm.NodeID, role);
};

function* showJoinCommand({ self, api }: Call, nodeId: string, role: 'worker' | 'manager'): Co<void> {
  const node = yield* api.get<Node>(pathOf('nodes', nodeId));
  const { JoinTokens } = yield* api.get<Swarm>('/swarm');
  if (!node.ManagerStatus) return;
  const token = role === 'worker' ? JoinTokens.Worker : JoinTokens.Manager;
  yield* self.print(`To add a ${role} to this swarm, run the following command:

    docker swarm join --token ${token} ${node.ManagerStatus.Addr}

`);
}

function availability(flags: Flags): NodeSpec['Availability'] | '' {
  const text = flags.text('availability');
  const known = text.toLowerCase();
  if (known === 'active' || known === 'pause' || known === 'drain' || known === '') return known;
  throw new Failure(`invalid availability ${JSON.stringify(text)}, only active, pause and drain are supported`);
}

/** The listen address with the swarm's port where none is given. */
function listenAddress(flags: Flags): string {
  const text = flags.text('listen-addr', '0.0.0.0:2377').replace(/^tcp:\/\//, '');
  return text.includes(':') ? text : `${text}:2377`;
}
