import { millisecond, second, sleep, wait, type Chance, type Co } from '../../sim/index.ts';
import { NetError, type Connection } from '../../net/index.ts';
import { allocate } from '../allocator/allocator.ts';
import { fail } from '../control/errors.ts';
import { LocalControl } from '../control/local.ts';
import { SwarmError, type Control } from '../control.ts';
import { Dispatcher } from '../dispatcher/dispatcher.ts';
import type { Registration } from '../dispatcher/messages.ts';
import type { Leader } from '../leader.ts';
import { enforceConstraints } from '../orchestrator/enforcer.ts';
import { orchestrate } from '../orchestrator/orchestrators.ts';
import { reap } from '../orchestrator/reaper.ts';
import type { Message, Peer } from '../raft/messages.ts';
import { Raft } from '../raft/raft.ts';
import { Transport } from '../raft/transport.ts';
import { ask, endpoint, serve, type Caller, type Method, type Stream } from '../rpc.ts';
import { schedule } from '../scheduler/scheduler.ts';
import type { Scope } from '../scope.ts';
import type { Transaction } from '../store/transaction.ts';
import { certify, type Application } from './certificates.ts';
import type { ManagerDisk } from './disk.ts';
import { manageRoles } from './roles.ts';

/** What a client waits for an answer of the control API at most. */
const REQUEST_LIMIT = 20 * second;
/** Time without a leader after which requests are refused at once. */
const LOST_QUORUM = 10 * second;
const NO_LEADER =
  "The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.";

const methods = [
  'list',
  'get',
  'createService',
  'updateService',
  'updateNode',
  'updateCluster',
  'createNetwork',
  'createSecret',
  'updateSecret',
  'createConfig',
  'updateConfig',
  'remove',
  'removeNode',
  'serviceStatuses',
  'logs',
] as const satisfies readonly (keyof Control)[];

/** What the leader answers at once, from its own store. */
const reads: ReadonlySet<string> = new Set(['list', 'get', 'serviceStatuses', 'logs']);

interface ControlCall {
  readonly method: (typeof methods)[number];
  readonly args: readonly unknown[];
}

export interface ManagerOptions {
  readonly scope: Scope;
  readonly chance: Chance;
  readonly caller: Caller;
  readonly nodeId: string;
  readonly address: string;
  readonly disk: ManagerDisk;
  /** Fills the store of a new swarm. */
  readonly bootstrap?: (tx: Transaction) => void;
  /** Taken out of the raft group. */
  readonly onRemoved: () => void;
}

/** A manager: a member of the raft group that serves the swarm's API, and leads when elected (models swarmkit manager). */
export class Manager {
  readonly raft: Raft;
  readonly control: Control;
  readonly #o: ManagerOptions;
  #local: LocalControl | undefined;
  #dispatcher: Dispatcher | undefined;
  #leadership: Scope | undefined;

  constructor(options: ManagerOptions) {
    this.#o = options;
    const { scope, chance, caller, nodeId, disk, onRemoved } = options;
    // First of all that ends with the scope: the last messages still need their connections.
    scope.adopt(() => {
      this.raft.stop();
      this.#follow();
    });
    const transport = new Transport(scope, caller);
    this.raft = new Raft({
      scope,
      chance,
      id: nodeId,
      log: disk.log,
      members: disk.members,
      store: disk.store,
      send: (to, message) => transport.send(to, message),
      onLead: (leading) => (leading ? this.#lead() : this.#follow()),
      onRemoved,
    });
    const calls = methods.map((method) => [method, (...args: unknown[]) => this.#call({ method, args })] as const);
    const watch: Control['watch'] = (listener) =>
      disk.store.changes.subscribe((changes) => {
        for (const change of changes) listener(change);
      });
    this.control = Object.assign({ watch }, Object.fromEntries(calls) as Omit<Control, 'watch'>);
    this.#serve();
  }

  /** True once requests can be answered. */
  get ready(): boolean {
    return this.#local !== undefined || (this.raft.leader !== undefined && !this.raft.leading);
  }

  #serve(): void {
    const { scope, caller, address } = this.#o;
    const atLeader =
      (name: string, method: (payload: never) => Co<unknown>): Method =>
      (payload) =>
        this.#local ? method(payload) : this.#forward(name, payload);
    const answers = new Map<string, Method>([
      ['control', atLeader('control', (call: ControlCall) => this.#perform(call))],
      ['certificate', atLeader('certificate', (application: Application) => this.#certify(application))],
      ['raft.join', atLeader('raft.join', (peer: Peer) => this.#admit(peer))],
    ]);
    const streams = new Map<string, Stream>([
      ['raft', (connection) => connection.onMessage((message) => this.raft.receive(message as Message))],
      ['session', (connection, registration, from) => this.#session(connection, registration, from)],
    ]);
    serve(scope, caller.plug, endpoint(address)[1], answers, streams);
  }

  #session(connection: Connection, registration: Registration, from: ReturnType<Caller['identity']>): void {
    if (this.#dispatcher && from?.clusterId === this.#o.disk.store.cluster.id) {
      this.#dispatcher.accept(connection, registration, from);
      return;
    }
    connection.send({ type: 'rejected', reason: 'node is not the leader', removed: false });
    connection.close();
  }

  *#perform({ method, args }: ControlCall): Co<unknown> {
    const local = this.#local as unknown as Readonly<Record<string, (...args: unknown[]) => Co<unknown>>>;
    return yield* local[method]?.(...args) ?? fail('Unimplemented', `unknown method ${method}`);
  }

  *#certify(application: Application): Co<unknown> {
    const { disk, chance } = this.#o;
    const certificate = yield* disk.store.write((tx) => certify(tx, chance, application));
    return { ...certificate, managers: [...this.raft.members.values()] };
  }

  /** Takes a new manager into the raft group; refuses a node that is not, or no longer, to be one. */
  *#admit(peer: Peer): Co<readonly Peer[]> {
    if (this.#o.disk.store.get('node', peer.id)?.spec.Role !== 'manager')
      fail('PermissionDenied', `node ${peer.id} is not to be a manager`);
    const known = this.raft.members.get(peer.id);
    if (known?.addr !== peer.addr)
      yield* wait<void>((resume) => {
        this.raft.changeMember({ add: peer }, (error) => (error ? resume.error(error) : resume.value()));
        return undefined;
      });
    return [...this.raft.members.values()];
  }

  *#forward(name: string, payload: unknown, limit = REQUEST_LIMIT): Co<unknown> {
    const { caller } = this.#o;
    const leader = this.raft.members.get(this.raft.leader ?? '');
    if (!leader || this.raft.leading) return fail('Unknown', 'raft: no elected cluster leader');
    return yield* ask(caller, leader.addr, name, payload, limit);
  }

  /** A request of this node's clients: carried out here or by the leader, tried again while there is none. */
  *#call(call: ControlCall): Co<unknown> {
    const { clock } = this.#o.scope;
    if (this.raft.leaderless > LOST_QUORUM) fail('Unknown', NO_LEADER);
    const deadline = clock.now + REQUEST_LIMIT;
    for (;;) {
      try {
        if (this.#local && reads.has(call.method)) return yield* this.#perform(call);
        if (this.#local) return yield* this.#limited(this.#perform(call), deadline - clock.now);
        if (this.raft.leader) return yield* this.#forward('control', call, deadline - clock.now);
      } catch (error) {
        if (!transient(error)) throw error;
      }
      if (clock.now >= deadline) fail('Unknown', 'context deadline exceeded');
      yield* sleep(clock, Math.min(200 * millisecond, deadline - clock.now));
    }
  }

  *#limited<T>(co: Co<T>, limit: number): Co<T> {
    const { scope } = this.#o;
    return yield* wait<T>((resume) => {
      const attempt = scope.child();
      attempt.after(limit, () => resume.error(new SwarmError('DeadlineExceeded', 'context deadline exceeded')));
      attempt.run(co, (outcome) => {
        if (outcome.ok) resume.value(outcome.value);
        else resume.error(outcome.error);
        attempt.end();
      });
      return () => attempt.end();
    });
  }

  #lead(): void {
    const { disk, bootstrap, chance, scope } = this.#o;
    disk.store.lead(this.raft);
    const leadership = scope.child();
    this.#leadership = leadership;
    const start = (): void => {
      if (leadership.ended) return;
      const leader: Leader = { scope: leadership, chance, store: disk.store };
      this.#dispatcher = new Dispatcher(leader, () => [...this.raft.members.values()]);
      this.#local = new LocalControl(leader, this.raft, this.#dispatcher.logs);
      allocate(leader);
      schedule(leader);
      orchestrate(leader);
      enforceConstraints(leader);
      reap(leader);
      manageRoles(leader, this.raft);
    };
    if (bootstrap && disk.store.all('cluster').length === 0) disk.store.update(bootstrap, start);
    else start();
  }

  #follow(): void {
    this.#leadership?.end();
    this.#leadership = this.#local = this.#dispatcher = undefined;
    this.#o.disk.store.lead(undefined);
  }
}

/** What a change of leader makes of a request: it is worth asking again. */
function transient(error: unknown): boolean {
  if (error instanceof NetError) return true;
  if (!(error instanceof SwarmError)) return false;
  return error.code === 'Unavailable' || error.message.startsWith('raft: ');
}
