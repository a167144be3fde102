import type {
  ClusterSpec,
  ConfigSpec,
  EndpointSpec,
  NetworkCreate,
  NodeDescription,
  NodeSpec,
  NodeState,
  PortConfig,
  SecretSpec,
  ServiceSpec,
  TaskSpec,
  TaskState,
  UpdateState,
} from '../api/index.ts';
import type { Micros } from '../sim/index.ts';

/*
 * The objects of the cluster store. A spec is kept as the user sent it, in the API's shape; what stands around it is the
 * swarm's own. Every object is immutable and shared by reference: a change is a new object in a transaction.
 */

export interface Meta {
  /** Raft index of the transaction that last wrote the object. */
  readonly version: number;
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
}

export interface StoreObject {
  readonly id: string;
  readonly meta: Meta;
}

export interface Cluster extends StoreObject {
  readonly spec: ClusterSpec;
  readonly joinTokens: { readonly worker: string; readonly manager: string };
  readonly unlockKey: string | undefined;
  readonly rootCa: { readonly certificate: string; readonly subject: string; readonly publicKey: string };
  /** Empty when not given at init (`docker info` then leaves the pool out). */
  readonly defaultAddressPool: readonly string[];
  readonly subnetSize: number;
  readonly dataPathPort: number;
}

export interface Node extends StoreObject {
  readonly spec: NodeSpec;
  /** What the node itself told in its session. */
  readonly description: NodeDescription | undefined;
  readonly status: { readonly state: NodeState; readonly message: string; readonly addr: string };
  /** Observed role, from the node's certificate; spec.Role is the wish. */
  readonly role: 'worker' | 'manager';
  readonly managerStatus:
    | {
        readonly leader: boolean;
        readonly reachability: 'unknown' | 'unreachable' | 'reachable';
        readonly addr: string;
      }
    | undefined;
  /** Network ID → the node's load-balancer address with mask there. */
  readonly attachments: Readonly<Record<string, string>>;
}

export interface UpdateStatus {
  readonly state: UpdateState;
  readonly startedAt: Micros | undefined;
  readonly completedAt: Micros | undefined;
  readonly message: string;
}

export interface Endpoint {
  readonly spec: EndpointSpec;
  readonly ports: readonly PortConfig[];
  readonly virtualIps: readonly { readonly networkId: string; readonly addr: string }[];
}

export interface Service extends StoreObject {
  readonly spec: ServiceSpec;
  readonly previousSpec: ServiceSpec | undefined;
  /** Meta.version before the last update by a user; 0 at creation. Equal versions mean an up-to-date task. */
  readonly specVersion: number;
  readonly previousSpecVersion: number;
  readonly endpoint: Endpoint | undefined;
  readonly updateStatus: UpdateStatus | undefined;
  readonly jobStatus: { readonly iteration: number; readonly lastExecution: Micros } | undefined;
  /** Set by a removal that waits for tasks to go; reads do not show such a service. */
  readonly pendingDelete?: boolean;
}

export interface NetworkAttachment {
  readonly network: Network;
  /** With mask: `10.0.1.3/24`. */
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
}

export interface TaskStatus {
  readonly timestamp: Micros;
  readonly state: TaskState;
  readonly message: string;
  readonly err: string;
  readonly container: { readonly id: string; readonly pid: number; readonly exitCode: number } | undefined;
  /** Host-mode ports that the container holds. */
  readonly ports: readonly PortConfig[];
  /** When the leader wrote the status (orders a slot's history). */
  readonly appliedAt: Micros;
}

export interface Task extends StoreObject {
  readonly serviceId: string;
  readonly serviceName: string;
  /** Counts from 1; 0 for tasks of global services, and for the first of a job. */
  readonly slot: number;
  readonly nodeId: string;
  readonly spec: TaskSpec;
  readonly specVersion: number;
  readonly status: TaskStatus;
  readonly desiredState: TaskState;
  readonly networks: readonly NetworkAttachment[];
  readonly endpoint: Endpoint | undefined;
  readonly jobIteration: number | undefined;
}

export interface Network extends StoreObject {
  readonly spec: NetworkCreate;
  /** Filled by the allocator; undefined while it waits for a subnet. */
  readonly ipam: { readonly subnet: string; readonly gateway: string; readonly range: string | undefined } | undefined;
  readonly vxlanId: number;
}

export interface Secret extends StoreObject {
  readonly spec: SecretSpec;
}

export interface Config extends StoreObject {
  readonly spec: ConfigSpec;
}
