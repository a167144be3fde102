import type { Connection } from '../../net/index.ts';
import { millisecond } from '../../sim/index.ts';
import { watch, type Leader } from '../leader.ts';
import type { Backend } from '../executor.ts';
import type { TaskStatus } from '../objects.ts';
import type { Peer } from '../raft/messages.ts';
import type { Identity } from '../rpc.ts';
import { same } from '../same.ts';
import { before } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { Liveness } from './liveness.ts';
import { LogBroker } from './logs.ts';
import { backends } from './mesh.ts';
import type { FromAgent, Registration } from './messages.ts';
import { Session } from './session.ts';

/** Reports of agents gather this long before they are written. */
const BATCH = 100 * millisecond;

/** The leader's side of all agents (models moby/swarmkit manager/dispatcher). */
export class Dispatcher {
  readonly logs: LogBroker;
  readonly #leader: Leader;
  readonly #managers: () => readonly Peer[];
  readonly #liveness: Liveness;
  #sessions = new Map<string, Session>();
  /** Reports to be written: by node when it registered, by task what its agent says. */
  #registrations = new Map<string, { registration: Registration; addr: string; session: Session }>();
  #statuses = new Map<string, { nodeId: string; status: TaskStatus }>();
  #armed = false;
  #mesh: readonly Backend[];
  #meshArmed = false;

  constructor(leader: Leader, managers: () => readonly Peer[]) {
    this.#leader = leader;
    this.#managers = managers;
    this.#mesh = backends(leader.store);
    this.#liveness = new Liveness(leader, (nodeId) => this.#close(nodeId));
    this.logs = new LogBroker(leader, (nodeId) => this.#sessions.get(nodeId));
    this.#liveness.start(leader.store.all('node'));
    watch(leader, (change) => {
      if (change.kind === 'node') {
        const id = (change.after ?? change.before)?.id ?? '';
        if (change.after) this.#sessions.get(id)?.describe();
        else this.#remove(id);
        this.#balance();
      } else if (change.kind === 'task') {
        this.#sessions.get(change.after?.nodeId ?? '')?.poke();
        if (change.before?.nodeId !== change.after?.nodeId) this.#sessions.get(change.before?.nodeId ?? '')?.poke();
        if ((change.after ?? change.before)?.endpoint?.ports.length) this.#balance();
      } else if (change.kind === 'service') this.#balance();
    });
  }

  /** An agent opened a session. */
  accept(connection: Connection, registration: Registration, from: Identity | undefined): void {
    const nodeId = from?.nodeId ?? '';
    if (!this.#leader.store.get('node', nodeId)) {
      connection.send({ type: 'rejected', reason: `node ${nodeId} not found`, removed: true });
      connection.close();
      return;
    }
    this.#close(nodeId);
    const session = new Session(this.#leader, nodeId, connection, this.#managers);
    this.#sessions.set(nodeId, session);
    this.#registrations.set(nodeId, { registration, addr: connection.peerAddress, session });
    this.#arm();
    const beat = (): void => session.send({ type: 'period', period: this.#liveness.beat(nodeId) });
    connection.onMessage((message) => {
      const report = message as FromAgent;
      if (session.scope.ended) return;
      if (report.type === 'heartbeat') beat();
      else if (report.type === 'log') this.logs.receive(report.id, nodeId, report.line);
      else if (report.type === 'logEnd') this.logs.finish(report.id, nodeId);
      else {
        for (const [taskId, status] of report.statuses) this.#statuses.set(taskId, { nodeId, status });
        this.#arm();
      }
    });
    connection.onClose(() => this.#drop(session));
    beat();
    session.describe();
    session.assign();
    session.send({ type: 'mesh', backends: this.#mesh });
  }

  /** Something about the routing mesh may have changed: all nodes are to know. */
  #balance(): void {
    if (this.#meshArmed) return;
    this.#meshArmed = true;
    this.#leader.scope.after(BATCH, () => {
      this.#meshArmed = false;
      const mesh = backends(this.#leader.store);
      if (same(mesh, this.#mesh)) return;
      this.#mesh = mesh;
      for (const session of this.#sessions.values()) session.send({ type: 'mesh', backends: mesh });
    });
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    this.#leader.scope.after(BATCH, () => {
      this.#armed = false;
      this.#leader.store.update((tx) => this.#write(tx));
    });
  }

  #write(tx: Transaction): void {
    const registrations = this.#registrations;
    const statuses = this.#statuses;
    this.#registrations = new Map();
    this.#statuses = new Map();
    const { certificate, subject, publicKey } = tx.cluster.rootCa;
    const TLSInfo = { TrustRoot: certificate, CertIssuerSubject: subject, CertIssuerPublicKey: publicKey };
    for (const [nodeId, { registration, addr, session }] of registrations) {
      const node = tx.get('node', nodeId);
      if (!node || session.scope.ended) continue;
      tx.update('node', {
        ...node,
        description: { ...registration.description, TLSInfo },
        status: { state: 'ready', message: '', addr },
      });
    }
    for (const [taskId, { nodeId, status }] of statuses) {
      const task = tx.get('task', taskId);
      if (task?.nodeId !== nodeId || before(status.state, task.status.state)) continue;
      const next = { ...status, appliedAt: tx.now };
      if (!same({ ...next, appliedAt: 0 }, { ...task.status, appliedAt: 0 }))
        tx.update('task', { ...task, status: next });
    }
  }

  #remove(nodeId: string): void {
    this.#liveness.forget(nodeId);
    this.#sessions.get(nodeId)?.send({ type: 'rejected', reason: `node ${nodeId} not found`, removed: true });
    this.#close(nodeId);
  }

  #close(nodeId: string): void {
    const session = this.#sessions.get(nodeId);
    if (session) this.#drop(session);
  }

  #drop(session: Session): void {
    if (this.#sessions.get(session.nodeId) === session) {
      this.#sessions.delete(session.nodeId);
      this.logs.lost(session.nodeId);
    }
    session.scope.end();
  }
}
