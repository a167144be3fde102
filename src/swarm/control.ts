import type { ClusterSpec, ConfigSpec, NetworkCreate, NodeSpec, SecretSpec, ServiceSpec } from '../api/index.ts';
import type { Co, Source } from '../sim/index.ts';
import type { LogQuery, TaskLogLine } from './executor.ts';
import type { Cluster, Config, Network, Node, Secret, Service, StoreObject, Task } from './objects.ts';

/** gRPC codes that SwarmKit uses (google.golang.org/grpc/codes). */
export type Code =
  | 'InvalidArgument'
  | 'FailedPrecondition'
  | 'OutOfRange'
  | 'NotFound'
  | 'AlreadyExists'
  | 'PermissionDenied'
  | 'Unauthenticated'
  | 'Unimplemented'
  | 'Unavailable'
  | 'DeadlineExceeded'
  | 'Unknown'
  | 'Internal';

/** An error of the control API. A client sees `rpc error: code = <code> desc = <message>`. */
export class SwarmError extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

/** The kinds of objects in the store. */
export interface Kinds {
  cluster: Cluster;
  node: Node;
  service: Service;
  task: Task;
  network: Network;
  secret: Secret;
  config: Config;
}

/**
 * The control API of the swarm (models moby/swarmkit manager/controlapi). On a manager that is not the leader each call
 * goes to the leader over the fabric. All errors are SwarmErrors. `version` is the Version.Index that the caller read;
 * another one stored gives `update out of sequence`.
 */
export interface Control {
  list: <K extends keyof Kinds>(kind: K) => Co<readonly Kinds[K][]>;
  /** Throws NotFound `<kind> <id> not found`. */
  get: <K extends keyof Kinds>(kind: K, id: string) => Co<Kinds[K]>;
  createService: (spec: ServiceSpec) => Co<Service>;
  /** `rollback: 'previous'` swaps in the previous spec, and `spec` is not looked at. */
  updateService: (id: string, version: number, spec: ServiceSpec, options: { rollback?: 'previous' }) => Co<Service>;
  updateNode: (id: string, version: number, spec: NodeSpec) => Co<Node>;
  updateCluster: (
    version: number,
    spec: ClusterSpec,
    rotate: { workerToken?: boolean; managerToken?: boolean; unlockKey?: boolean },
  ) => Co<Cluster>;
  createNetwork: (spec: NetworkCreate) => Co<Network>;
  createSecret: (spec: SecretSpec) => Co<Secret>;
  updateSecret: (id: string, version: number, spec: SecretSpec) => Co<Secret>;
  createConfig: (spec: ConfigSpec) => Co<Config>;
  updateConfig: (id: string, version: number, spec: ConfigSpec) => Co<Config>;
  remove: (kind: 'service' | 'network' | 'secret' | 'config', id: string) => Co<void>;
  removeNode: (id: string, force: boolean) => Co<void>;
  /** Counts for the REPLICAS column of each service asked for. */
  serviceStatuses: (
    ids: readonly string[],
  ) => Co<ReadonlyMap<string, { running: number; desired: number; completed: number }>>;
  /** Lines of all tasks of the selection; ends (or reports what is missing through an error item) when all are told. */
  logs: (
    selector: { serviceIds?: readonly string[]; taskIds?: readonly string[] },
    query: LogQuery,
  ) => Co<Source<TaskLogLine | { error: string }>>;
  /** Changes of the store as the leader commits them, for `docker events` and the lab's view. */
  watch: (listener: (change: Change) => void) => () => void;
}

/** One change of one object. */
export type Change<T extends StoreObject = StoreObject> = {
  readonly kind: keyof Kinds;
  readonly before: T | undefined;
  readonly after: T | undefined;
};
