import { ApiError, type ClusterSpec } from '../../api/index.ts';
import { run, second, wait, type Co } from '../../sim/index.ts';
import type { Cluster, Node } from '../../swarm/objects.ts';
import { SwarmError } from '../../swarm/control.ts';
import type { Answer, Call, Route } from '../api/router.ts';
import { objectBody, toApiError } from '../api/router.ts';
import { flag, versionOf } from '../api/query.ts';
import type { Daemon } from '../daemon.ts';
import { parseSubnet } from '../networks/ip.ts';
import { noCluster, presentCluster, presentSwarm } from '../present/cluster.ts';
import { checkDataPath, resolveAdvertise, resolveListen } from './addresses.ts';
import { clusterSpec, shaped } from './shape.ts';
import { texts } from './side.ts';

interface InitBody {
  ListenAddr?: string;
  AdvertiseAddr?: string;
  DataPathAddr?: string;
  DataPathPort?: number;
  DefaultAddrPool?: string[] | null;
  SubnetSize?: number;
  ForceNewCluster?: boolean;
  Spec?: Partial<ClusterSpec>;
  AutoLockManagers?: boolean;
  Availability?: string;
}

interface JoinBody {
  ListenAddr?: string;
  AdvertiseAddr?: string;
  DataPathAddr?: string;
  RemoteAddrs?: string[] | null;
  JoinToken?: string;
  Availability?: string;
}

/** How long a client waits for a join before it goes on in the background. */
const joinPatience = 20 * second;
const joinTimeout =
  'Timeout was reached before node joined. The attempt to join the swarm will continue in the background. Use the "docker info" command to see the current swarm status of your node.';

/** POST /swarm/init and its neighbours (models moby daemon/cluster/swarm.go). */
export function swarmRoutes(daemon: Daemon): Route[] {
  const { member } = daemon.swarm;

  function* init(call: Call): Co<Answer> {
    const body = objectBody<InitBody>(call, 'swarm.InitRequest');
    if (!body.ForceNewCluster && member.state !== 'inactive') throw new ApiError(503, texts.alreadyMember);
    const listenAddress = resolveListen(daemon.host, body.ListenAddr);
    const advertiseAddress = resolveAdvertise(daemon.host, body.AdvertiseAddr, listenAddress);
    checkDataPath(daemon.host, body.DataPathAddr);
    const pools = body.DefaultAddrPool ?? [];
    const subnetSize = body.SubnetSize || 24;
    for (const pool of pools) {
      const subnet = parseSubnet(pool);
      if (!subnet) throw new ApiError(400, `invalid CIDR address: ${pool}`);
      if (subnet.prefix > subnetSize)
        throw new ApiError(400, `invalid CIDR: "${pool}". Subnet size is too small for pool: ${subnetSize}`);
    }
    if (subnetSize > 29) throw new ApiError(400, `subnet size is out of range: ${subnetSize}`);
    const port = body.DataPathPort || 4789;
    if (port < 1024 || port > 49_151)
      throw new ApiError(400, `Datapath port number is not in valid range (1024-49151) : ${port}`);
    const spec = completeSpec(body.Spec ?? {}, body.AutoLockManagers ?? false);
    if (spec.Name !== 'default') throw new ApiError(400, 'swarm spec must be named "default"');
    daemon.networks.ensureGatewayBridge();
    const nodeId = yield* member.init({
      listenAddress,
      advertiseAddress,
      dataPathPort: port,
      defaultAddressPool: pools,
      subnetSize,
      forceNewCluster: body.ForceNewCluster ?? false,
      availability: availability(body.Availability),
      spec,
    });
    return { body: nodeId };
  }

  function* join(call: Call): Co<Answer> {
    const body = objectBody<JoinBody>(call, 'swarm.JoinRequest');
    if (member.state !== 'inactive') throw new ApiError(503, texts.alreadyMember);
    const remotes = body.RemoteAddrs ?? [];
    if (remotes.length === 0) throw new ApiError(400, 'at least 1 RemoteAddr is required to join');
    const token = body.JoinToken ?? '';
    if (token !== '' && !/^SWMTKN-[12]-[0-9a-z]{50}-[0-9a-z]{25}$/.test(token) && !/^SWMTKN-2-1-/.test(token))
      throw new ApiError(400, 'invalid join token');
    const listenAddress = resolveListen(daemon.host, body.ListenAddr);
    const advertiseAddress = resolveAdvertise(daemon.host, body.AdvertiseAddr, listenAddress);
    checkDataPath(daemon.host, body.DataPathAddr);
    daemon.networks.ensureGatewayBridge();
    const joining = member.join({
      listenAddress,
      advertiseAddress,
      token,
      remoteAddresses: remotes.map((remote) => (remote.includes(':') ? remote : `${remote}:2377`)),
      availability: availability(body.Availability),
    });
    yield* wait<void>((resume) => {
      const cancel = daemon.clock.after(joinPatience, () => resume.error(new ApiError(503, joinTimeout)));
      run(daemon.clock, joining, (outcome) => {
        cancel();
        if (outcome.ok) resume.value();
        else resume.error(outcome.error);
      });
      return undefined;
    });
    return { status: 200 };
  }

  function* leave(call: Call): Co<Answer> {
    if (member.state === 'inactive') throw new ApiError(503, texts.notMember);
    if (!flag(call.query, 'force')) {
      if (member.state === 'locked')
        throw new ApiError(
          503,
          'Swarm is encrypted and locked. Please unlock it first or use `--force` to ignore this message.',
        );
      if (member.isManager) throw new ApiError(503, yield* leaveWarning());
    }
    yield* member.leave();
    return { status: 200 };
  }

  /** What leaving would do to the swarm, in the daemon's words. */
  function* leaveWarning(): Co<string> {
    const start = 'You are attempting to leave the swarm on a node that is participating as a manager. ';
    const tail =
      'The only way to restore a swarm that has lost consensus is to reinitialize it with `--force-new-cluster`. Use `--force` to suppress this message.';
    const unknown = `${start}Doing so may lose the consensus of your cluster. ${tail}`;
    if (!member.control) return unknown;
    const managers = (yield* member.control.list('node')).filter((node) => node.managerStatus);
    const reachable = managers.filter((node) => node.managerStatus?.reachability === 'reachable').length;
    if (managers.length <= 1)
      return `${start}Removing the last manager erases all current state of the swarm. Use \`--force\` to ignore this message. `;
    const unreachable = managers.length - reachable;
    if (reachable - 2 <= unreachable)
      return `${start}Removing this node leaves ${reachable - 1} managers out of ${managers.length}. Without a Raft quorum your swarm will be inaccessible. ${tail}`;
    return unknown;
  }

  function* cluster(): Co<Cluster> {
    const [found] = yield* daemon.swarm.control().list('cluster');
    if (!found) throw new ApiError(503, texts.preparing);
    return found;
  }

  function* update(call: Call): Co<Answer> {
    const spec = objectBody<Partial<ClusterSpec>>(call, 'swarm.Spec');
    const control = daemon.swarm.control();
    const current = yield* cluster();
    const version = versionOf(call.query);
    // What the request leaves out keeps its value (moby convert.MergeSwarmSpecToGRPC).
    const merged = shaped(merge(current.spec, spec), clusterSpec) as unknown as ClusterSpec;
    yield* control.updateCluster(version, merged, {
      workerToken: flag(call.query, 'rotateWorkerToken'),
      managerToken: flag(call.query, 'rotateManagerToken'),
      unlockKey: flag(call.query, 'rotateManagerUnlockKey'),
    });
    return { status: 200 };
  }

  function* unlock(call: Call): Co<Answer> {
    const { UnlockKey = '' } = objectBody<{ UnlockKey?: string }>(call, 'swarm.UnlockRequest');
    if (member.state === 'inactive') throw new ApiError(503, texts.notMember);
    if (member.state !== 'locked') throw new ApiError(409, 'swarm is not locked');
    if (!/^SWMKEY-1-[A-Za-z0-9+/]{43}$/.test(UnlockKey)) throw new ApiError(400, 'invalid key string');
    try {
      yield* member.unlock(UnlockKey);
    } catch (error) {
      if (error instanceof SwarmError) throw new ApiError(401, 'swarm could not be unlocked: invalid key provided');
      throw error;
    }
    return { status: 200 };
  }

  return [
    [
      'GET',
      '/swarm',
      function* () {
        return { body: presentSwarm(yield* cluster()) };
      },
    ],
    ['POST', '/swarm/init', init],
    ['POST', '/swarm/join', join],
    ['POST', '/swarm/leave', leave],
    ['POST', '/swarm/update', update],
    ['POST', '/swarm/unlock', unlock],
    [
      'GET',
      '/swarm/unlockkey',
      function* () {
        return { body: { UnlockKey: (yield* cluster()).unlockKey ?? '' } };
      },
    ],
  ];
}

/** The swarm part of GET /info on a manager; without a leader it says why it knows nothing (models moby cluster.Info). */
export function* infoCluster(daemon: Daemon): Co<Record<string, unknown>> {
  const { control } = daemon.swarm.member;
  if (!control) return {};
  let nodes: readonly Node[];
  try {
    nodes = yield* control.list('node');
  } catch (error) {
    return { Error: toApiError(error).message, Cluster: noCluster };
  }
  const [cluster] = yield* control.list('cluster');
  if (!cluster) return {};
  return {
    Nodes: nodes.length,
    Managers: nodes.filter((node) => node.managerStatus).length,
    Cluster: presentCluster(cluster),
  };
}

function availability(text: string | undefined): 'active' | 'pause' | 'drain' {
  const value = text || 'active';
  if (value === 'active' || value === 'pause' || value === 'drain') return value;
  throw new ApiError(400, `invalid Availability: "${value}"`);
}

/** SwarmKit's defaults (api/defaults), under what was given. */
function completeSpec(spec: Partial<ClusterSpec>, autolock: boolean): ClusterSpec {
  const defaults: ClusterSpec = {
    Name: 'default',
    Labels: {},
    Orchestration: { TaskHistoryRetentionLimit: 5 },
    Raft: {
      SnapshotInterval: 10_000,
      KeepOldSnapshots: 0,
      LogEntriesForSlowFollowers: 500,
      ElectionTick: 10,
      HeartbeatTick: 1,
    },
    Dispatcher: { HeartbeatPeriod: 5_000_000_000 },
    CAConfig: { NodeCertExpiry: 7_776_000_000_000_000 },
    TaskDefaults: {},
    EncryptionConfig: { AutoLockManagers: autolock },
  };
  return shaped(merge(defaults, spec), clusterSpec) as unknown as ClusterSpec;
}

/** Section by section, what is given and not zero goes over what is there. */
function merge(base: ClusterSpec, given: Partial<ClusterSpec>): ClusterSpec {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === '') continue;
    const old = result[key];
    const section = typeof value === 'object' && typeof old === 'object' && key !== 'Labels';
    result[key] = section ? { ...old, ...nonZero(value) } : value;
  }
  return result as unknown as ClusterSpec;
}

/** Zero means "not given" except where the API has a pointer or a boolean. */
function nonZero(section: object): Record<string, unknown> {
  const pointers = ['TaskHistoryRetentionLimit', 'KeepOldSnapshots', 'AutoLockManagers'];
  return Object.fromEntries(
    Object.entries(section).filter(
      ([key, value]) =>
        value !== undefined && value !== null && (pointers.includes(key) || (value !== 0 && value !== '')),
    ),
  );
}
