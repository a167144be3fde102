import type { ClusterSpec, ConfigSpec, NetworkCreate, NodeSpec, SecretSpec, ServiceSpec } from '../../api/index.ts';
import type { Co, Source } from '../../sim/index.ts';
import type { Control, Kinds } from '../control.ts';
import type { LogBroker, LogItem, LogSelector } from '../dispatcher/logs.ts';
import type { LogQuery } from '../executor.ts';
import type { Leader } from '../leader.ts';
import type { Cluster, Config, Network, Node, Secret, Service } from '../objects.ts';
import type { Raft } from '../raft/raft.ts';
import type { Transaction } from '../store/transaction.ts';
import { createBlob, removeBlob, updateBlob } from './blobs.ts';
import { updateCluster, type Rotation } from './cluster.ts';
import { need } from './errors.ts';
import { createNetwork, removeNetwork } from './networks.ts';
import { removeNode, updateNode, withManagerStatus } from './nodes.ts';
import { countTasks, createService, updateService, type ServiceCount } from './services.ts';

type Removable = 'service' | 'network' | 'secret' | 'config';

const removers: Readonly<Record<Removable, (tx: Transaction, id: string) => void>> = {
  service: (tx, id) => {
    need(tx, 'service', id);
    tx.remove('service', id);
  },
  network: removeNetwork,
  secret: (tx, id) => removeBlob(tx, 'secret', id),
  config: (tx, id) => removeBlob(tx, 'config', id),
};

/** The control API where it is carried out: on the leader. What a manager asks of another is a method name and arguments. */
export class LocalControl implements Omit<Control, 'watch'> {
  readonly #leader: Leader;
  readonly #raft: Raft;
  readonly #logs: LogBroker;

  constructor(leader: Leader, raft: Raft, logs: LogBroker) {
    this.#leader = leader;
    this.#raft = raft;
    this.#logs = logs;
  }

  *list<K extends keyof Kinds>(kind: K): Co<readonly Kinds[K][]> {
    const objects = this.#leader.store.all(kind);
    return kind === 'node' ? (objects as Node[]).map((node) => this.#dress(node) as Kinds[K]) : objects;
  }

  *get<K extends keyof Kinds>(kind: K, id: string): Co<Kinds[K]> {
    const object = need(this.#leader.store, kind, id);
    return kind === 'node' ? (this.#dress(object as Node) as Kinds[K]) : object;
  }

  #dress(node: Node): Node {
    return withManagerStatus(this.#raft, node);
  }

  *#write<T>(work: (tx: Transaction) => T): Co<T> {
    return yield* this.#leader.store.write(work);
  }

  *createService(spec: ServiceSpec): Co<Service> {
    return yield* this.#write((tx) => createService(this.#leader, tx, spec));
  }

  *updateService(id: string, version: number, spec: ServiceSpec, options: { rollback?: 'previous' }): Co<Service> {
    return yield* this.#write((tx) => updateService(tx, id, version, spec, options.rollback === 'previous'));
  }

  *updateNode(id: string, version: number, spec: NodeSpec): Co<Node> {
    return this.#dress(yield* this.#write((tx) => updateNode(tx, this.#raft, id, version, spec)));
  }

  *updateCluster(version: number, spec: ClusterSpec, rotate: Rotation): Co<Cluster> {
    return yield* this.#write((tx) => updateCluster(this.#leader, tx, version, spec, rotate));
  }

  *createNetwork(spec: NetworkCreate): Co<Network> {
    return yield* this.#write((tx) => createNetwork(this.#leader, tx, spec));
  }

  *createSecret(spec: SecretSpec): Co<Secret> {
    return yield* this.#write((tx) => createBlob(this.#leader, tx, 'secret', spec));
  }

  *updateSecret(id: string, version: number, spec: SecretSpec): Co<Secret> {
    return yield* this.#write((tx) => updateBlob(tx, 'secret', id, version, spec));
  }

  *createConfig(spec: ConfigSpec): Co<Config> {
    return yield* this.#write((tx) => createBlob(this.#leader, tx, 'config', spec));
  }

  *updateConfig(id: string, version: number, spec: ConfigSpec): Co<Config> {
    return yield* this.#write((tx) => updateBlob(tx, 'config', id, version, spec));
  }

  *remove(kind: Removable, id: string): Co<void> {
    yield* this.#write((tx) => removers[kind](tx, id));
  }

  *removeNode(id: string, force: boolean): Co<void> {
    yield* this.#write((tx) => removeNode(tx, this.#raft, id, force));
  }

  *serviceStatuses(ids: readonly string[]): Co<ReadonlyMap<string, ServiceCount>> {
    const { store } = this.#leader;
    const found = ids.flatMap((id) => store.get('service', id) ?? []);
    return new Map(found.map((service) => [service.id, countTasks(store, service)]));
  }

  *logs(selector: LogSelector, query: LogQuery): Co<Source<LogItem>> {
    return this.#logs.subscribe(selector, query);
  }
}
