import { NetError } from '../../net/index.ts';
import type { Plug } from '../../net/index.ts';
import { millisecond, second, sleep, type Chance, type Clock, type Co } from '../../sim/index.ts';
import { Agent } from '../agent/agent.ts';
import { createRootCa } from '../ca/root.ts';
import { joinToken, unlockKey } from '../ca/tokens.ts';
import { fail } from '../control/errors.ts';
import { SwarmError, type Control } from '../control.ts';
import type { Executor } from '../executor.ts';
import type { InitOptions, JoinOptions, Member, MembershipState } from '../member.ts';
import type { Cluster, Node } from '../objects.ts';
import { RaftLog } from '../raft/log.ts';
import type { Peer } from '../raft/messages.ts';
import { ask, endpoint, swarmPort, type Caller } from '../rpc.ts';
import { Scope } from '../scope.ts';
import { Store } from '../store/store.ts';
import type { Transaction } from '../store/transaction.ts';
import { createNode, type Admission, type Application } from './certificates.ts';
import type { NodeDisk } from './disk.ts';
import { Manager } from './manager.ts';

/** What keys and certificates take to make. */
const KEYS = { init: 250 * millisecond, join: 80 * millisecond, manager: 300 * millisecond };
/** For so long a node goes on asking with a token that is refused. */
const REFUSED = 10 * second;
const CALL_LIMIT = 20 * second;

export interface MemberOptions {
  readonly hostname: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly plug: Plug;
  readonly executor: Executor;
}

/** This machine's part in a swarm. */
export function createMember(options: MemberOptions): Member {
  return new SwarmNode(options);
}

const withPort = (address: string): string => {
  const [ip, port] = endpoint(address);
  return `${ip}:${String(port || swarmPort)}`;
};

class SwarmNode implements Member {
  readonly #o: MemberOptions;
  readonly #caller: Caller;
  #state: MembershipState = 'inactive';
  #error = '';
  #disk: NodeDisk | undefined;
  /** From the daemon's start to its stop. */
  #scope: Scope | undefined;
  #manager: { manager: Manager; scope: Scope } | undefined;
  /** Whether the managers count this node as Ready. */
  #ready = false;
  #converting = false;

  constructor(options: MemberOptions) {
    this.#o = options;
    this.#caller = { plug: options.plug, clock: options.clock, identity: () => this.#disk?.identity };
  }

  get state(): MembershipState {
    return this.#state;
  }

  get error(): string {
    return this.#error;
  }

  get nodeId(): string {
    return this.#disk?.identity.nodeId ?? '';
  }

  get address(): string {
    return this.#disk ? endpoint(this.#disk.address)[0] : '';
  }

  get isManager(): boolean {
    return this.#manager !== undefined;
  }

  get control(): Control | undefined {
    return this.#manager?.manager.control;
  }

  get cluster(): Cluster | undefined {
    return this.#manager && this.#disk?.manager?.store.cluster;
  }

  get managers(): readonly { nodeId: string; addr: string }[] {
    return this.#peers().map(({ id, addr }) => ({ nodeId: id, addr }));
  }

  #peers(): readonly Peer[] {
    return this.#manager ? [...this.#manager.manager.raft.members.values()] : (this.#disk?.managers ?? []);
  }

  *init(options: InitOptions): Co<string> {
    const { chance, clock, hostname } = this.#o;
    const address = withPort(options.advertiseAddress);
    this.#state = 'pending';
    const old = options.forceNewCluster ? this.#disk : undefined;
    if (old?.manager) {
      this.#halt();
      old.manager.members.clear();
      old.manager.members.set(old.identity.nodeId, { id: old.identity.nodeId, addr: address });
      this.#disk = { ...old, address };
      yield* sleep(clock, KEYS.init);
      this.#run();
    } else {
      const identity = { nodeId: chance.id('node', hostname), clusterId: chance.id('cluster', hostname) };
      this.#disk = this.#blank(identity, address, [{ id: identity.nodeId, addr: address }]);
      yield* sleep(clock, KEYS.init);
      this.#run((tx) => this.#bootstrap(tx, options, identity));
    }
    yield* this.#until(() => this.#manager?.manager.ready === true && this.#ready);
    this.#state = 'active';
    return this.nodeId;
  }

  *join(options: JoinOptions): Co<'worker' | 'manager'> {
    const { clock, hostname } = this.#o;
    this.#state = 'pending';
    try {
      yield* sleep(clock, KEYS.join);
      const application = { token: options.token, availability: options.availability, hostname };
      const admission = yield* this.#apply(options.remoteAddresses.map(withPort), application);
      const { nodeId, clusterId, role, managers } = admission;
      const address = withPort(options.advertiseAddress);
      const disk = this.#blank({ nodeId, clusterId }, address, undefined);
      this.#disk = disk;
      disk.managers = managers;
      if (role === 'manager') yield* this.#enlist(disk);
      this.#run();
      yield* this.#until(() => this.#ready && (role === 'worker' || this.#manager?.manager.ready === true));
      this.#state = 'active';
      return role;
    } catch (error) {
      this.#halt();
      this.#disk = undefined;
      this.#state = 'inactive';
      throw error;
    }
  }

  *leave(): Co<void> {
    this.#halt();
    this.#disk = undefined;
    this.#state = 'inactive';
    this.#error = '';
    yield* this.#o.executor.leave();
  }

  *unlock(key: string): Co<void> {
    if (key !== this.#disk?.manager?.store.cluster.unlockKey) fail('InvalidArgument', 'invalid key provided');
    this.#run();
    yield* this.#until(() => this.#manager?.manager.ready === true);
    this.#state = 'active';
  }

  start(): void {
    if (!this.#disk || this.#scope) return;
    // A manager that had only just joined may not know the cluster yet.
    if (this.#disk.manager?.store.all('cluster')[0]?.unlockKey !== undefined) {
      this.#state = 'locked';
      return;
    }
    this.#run();
    this.#state = 'active';
  }

  stop(): void {
    this.#halt();
  }

  #blank(identity: NodeDisk['identity'], address: string, members: readonly Peer[] | undefined): NodeDisk {
    const manager = members && {
      log: new RaftLog(),
      members: new Map(members.map((peer) => [peer.id, peer])),
      store: new Store(this.#o.clock),
    };
    return { identity, address, tasks: new Map(), managers: members ?? [], manager };
  }

  #bootstrap(tx: Transaction, options: InitOptions, { nodeId, clusterId }: NodeDisk['identity']): void {
    const { chance } = this.#o;
    const { spec, defaultAddressPool, subnetSize, dataPathPort, availability } = options;
    const worker = joinToken(chance, 'worker');
    tx.create('cluster', {
      id: clusterId,
      spec,
      joinTokens: { worker, manager: joinToken(chance, 'manager', worker) },
      unlockKey: spec.EncryptionConfig.AutoLockManagers ? unlockKey(chance) : undefined,
      rootCa: createRootCa(chance, tx.now),
      defaultAddressPool,
      subnetSize,
      dataPathPort,
    });
    createNode(tx, nodeId, 'manager', availability, endpoint(withPort(options.advertiseAddress))[0]);
    const ingress = { Name: 'ingress', Driver: 'overlay', Scope: 'swarm', Ingress: true, Labels: {} };
    tx.create('network', { id: chance.id('network', clusterId), spec: ingress, ipam: undefined, vxlanId: 0 });
  }

  /** Asks the managers, one after another, for a certificate. */
  *#apply(addresses: readonly string[], application: Application): Co<Admission> {
    const { clock } = this.#o;
    const refusedAt = clock.now + REFUSED;
    for (let attempt = 0; ; attempt++) {
      const address = addresses[attempt % addresses.length] as string;
      try {
        return (yield* ask(this.#caller, address, 'certificate', application, CALL_LIMIT)) as Admission;
      } catch (error) {
        if (error instanceof NetError && error.fault !== 'connection refused') throw dialError(address, error);
        if (error instanceof SwarmError && error.code !== 'InvalidArgument' && error.code !== 'Unavailable')
          throw error;
        if (clock.now >= refusedAt) throw error instanceof NetError ? dialError(address, error) : error;
        yield* sleep(clock, Math.min(second, refusedAt - clock.now));
      }
    }
  }

  /** Becomes a member of the raft group, with a few attempts or with as many as it takes; the log comes from the leader. */
  *#enlist(disk: NodeDisk, attempts = 10): Co<void> {
    yield* sleep(this.#o.clock, KEYS.manager);
    const peer: Peer = { id: disk.identity.nodeId, addr: disk.address };
    for (let attempt = 0; ; attempt++) {
      const address = disk.managers[attempt % disk.managers.length]?.addr ?? fail('Unavailable', 'no manager is known');
      try {
        const members = (yield* ask(this.#caller, address, 'raft.join', peer, CALL_LIMIT)) as readonly Peer[];
        disk.manager = this.#blank(disk.identity, disk.address, members).manager;
        return;
      } catch (error) {
        const refused = error instanceof SwarmError && error.code === 'PermissionDenied';
        if (refused || !(error instanceof NetError || error instanceof SwarmError) || attempt >= attempts) throw error;
        yield* sleep(this.#o.clock, second);
      }
    }
  }

  #run(bootstrap?: (tx: Transaction) => void): void {
    const disk = this.#disk;
    if (!disk) return;
    const { chance, clock, executor } = this.#o;
    const scope = new Scope(clock);
    this.#scope = scope;
    this.#ready = this.#converting = false;
    if (disk.manager) this.#manage(bootstrap);
    new Agent({
      scope,
      chance,
      caller: this.#caller,
      executor,
      disk: disk.tasks,
      managers: () => this.#dispatchers(),
      onSession: (node, managers) => this.#follow(node, managers),
      onRemoved: (reason) => {
        this.#error = reason;
        this.#state = 'error';
      },
    });
  }

  /** Where the agent finds the leader: a manager knows it, a worker tries them all. */
  #dispatchers(): readonly string[] {
    const raft = this.#manager?.manager.raft;
    const leader = raft?.members.get(raft.leader ?? '');
    return (leader ? [leader] : this.#peers()).map(({ id, addr }) => (id === this.nodeId ? local(addr) : addr));
  }

  #manage(bootstrap?: (tx: Transaction) => void): void {
    const disk = this.#disk;
    if (!disk?.manager || !this.#scope) return;
    const scope = this.#scope.child();
    const manager = new Manager({
      scope,
      chance: this.#o.chance,
      caller: this.#caller,
      nodeId: disk.identity.nodeId,
      address: disk.address,
      disk: disk.manager,
      ...(bootstrap && { bootstrap }),
      onRemoved: () => this.#resign(),
    });
    this.#manager = { manager, scope };
  }

  /** The managers told how they see this node: its role may have changed. */
  #follow(node: Node, managers: readonly Peer[]): void {
    const disk = this.#disk;
    if (!disk) return;
    this.#ready = node.status.state === 'ready';
    disk.managers = managers;
    if (this.#state === 'error') [this.#state, this.#error] = ['active', ''];
    // Taken out of the raft group, maybe while it was off and could not hear of it.
    if (this.#manager && !managers.some(({ id }) => id === node.id)) this.#resign();
    if (node.role === 'manager' && !disk.manager && !this.#converting) {
      this.#converting = true;
      this.#scope?.run(this.#promote(disk), () => {
        this.#converting = false;
      });
    }
  }

  *#promote(disk: NodeDisk): Co<void> {
    yield* this.#enlist(disk, Infinity);
    this.#manage();
  }

  #resign(): void {
    this.#manager?.scope.end();
    this.#manager = undefined;
    if (this.#disk) this.#disk.manager = undefined;
  }

  #halt(): void {
    this.#scope?.end();
    this.#scope = this.#manager = undefined;
  }

  *#until(met: () => boolean): Co<void> {
    while (!met()) yield* sleep(this.#o.clock, 5 * millisecond);
  }
}

/** A manager's own agent talks to it without the network: the address it advertises may not even be its own. */
const local = (address: string): string => `127.0.0.1:${endpoint(address)[1]}`;

const dialError = (address: string, { fault }: NetError): SwarmError => {
  const cause = fault === 'connection timed out' ? 'i/o timeout' : `connect: ${fault}`;
  return new SwarmError(
    'Unavailable',
    `connection error: desc = "transport: Error while dialing: dial tcp ${address}: ${cause}"`,
  );
};
