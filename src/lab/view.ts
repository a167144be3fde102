import type {
  ClusterSpec,
  MountPoint,
  NodeState,
  PortConfig,
  ServiceSpec,
  TaskState,
  UpdateState,
} from '../api/index.ts';
import type { Micros } from '../sim/index.ts';

/*
 * The published view: everything that the map, the checks and the predicates may know, as one value. It is sent whole
 * once, then as patches. A field's name is a promise to lessons and to embedding pages: raise `version` to change one.
 */

export interface View {
  /** Of this shape, not of the lab's state. */
  readonly version: 1;
  readonly clock: {
    /** Microseconds since the Unix epoch. */
    readonly now: Micros;
    /** When the lab began. */
    readonly start: Micros;
  };
  /** By host name, in the order of the topology. */
  readonly hosts: Readonly<Record<string, HostView>>;
  /** What the swarm's leader (or, without one, the last manager that answers) has in its store; undefined: no swarm. */
  readonly swarm: SwarmView | undefined;
  /** Containers of every host that is on, by full ID. */
  readonly containers: Readonly<Record<string, ContainerView>>;
  /** Requests that crossed the fabric lately, oldest first, at most 200. */
  readonly requests: readonly RequestView[];
  /** By terminal ID. */
  readonly terminals: Readonly<
    Record<string, { readonly host: string; readonly running: string; readonly idle: boolean }>
  >;
}

export interface HostView {
  readonly name: string;
  readonly address: string;
  readonly powered: boolean;
  readonly engine: 'running' | 'stopped';
  /** Peers (by host name) that this host cannot reach because a link is cut. */
  readonly cutFrom: readonly string[];
  /** The swarm as this host's engine sees it. */
  readonly swarm: {
    readonly state: 'inactive' | 'pending' | 'active' | 'error' | 'locked';
    readonly nodeId: string;
    readonly manager: boolean;
  };
  readonly volumes: readonly string[];
  readonly networks: readonly {
    readonly id: string;
    readonly name: string;
    readonly driver: string;
    readonly scope: string;
  }[];
}

export interface SwarmView {
  readonly clusterId: string;
  readonly spec: ClusterSpec;
  readonly workerToken: string;
  readonly managerToken: string;
  /** Node ID of the leader; undefined while there is none. */
  readonly leader: string | undefined;
  /** By node ID. */
  readonly nodes: Readonly<Record<string, NodeView>>;
  /** By service ID, in the order of creation. */
  readonly services: Readonly<Record<string, ServiceView>>;
  /** By task ID; history included as long as the swarm keeps it. */
  readonly tasks: Readonly<Record<string, TaskView>>;
  readonly networks: Readonly<Record<string, SwarmNetworkView>>;
  readonly secrets: Readonly<
    Record<string, { readonly id: string; readonly name: string; readonly labels: Readonly<Record<string, string>> }>
  >;
  readonly configs: Readonly<
    Record<
      string,
      {
        readonly id: string;
        readonly name: string;
        readonly labels: Readonly<Record<string, string>>;
        readonly data: string;
      }
    >
  >;
}

export interface NodeView {
  readonly id: string;
  readonly hostname: string;
  readonly state: NodeState;
  readonly availability: 'active' | 'pause' | 'drain';
  /** Observed role, and the wish. */
  readonly role: 'worker' | 'manager';
  readonly desiredRole: 'worker' | 'manager';
  readonly leader: boolean;
  /** Managers only. */
  readonly reachability: 'unknown' | 'unreachable' | 'reachable' | undefined;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: Micros;
}

export type ServiceModeName = 'replicated' | 'global' | 'replicated-job' | 'global-job';

export interface ServiceView {
  readonly id: string;
  readonly name: string;
  readonly mode: ServiceModeName;
  readonly spec: ServiceSpec;
  readonly previousSpec: ServiceSpec | undefined;
  readonly specVersion: number;
  readonly update:
    | {
        readonly state: UpdateState;
        readonly message: string;
        readonly startedAt: Micros | undefined;
        readonly completedAt: Micros | undefined;
      }
    | undefined;
  /** The REPLICAS column. */
  readonly running: number;
  readonly desired: number;
  readonly completed: number;
  readonly ports: readonly PortConfig[];
  readonly virtualIps: Readonly<Record<string, string>>;
  readonly jobIteration: number | undefined;
  readonly createdAt: Micros;
}

export interface TaskView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly slot: number;
  readonly nodeId: string;
  readonly desiredState: TaskState;
  readonly state: TaskState;
  readonly message: string;
  readonly error: string;
  readonly image: string;
  readonly containerId: string | undefined;
  readonly exitCode: number | undefined;
  readonly specVersion: number;
  /** Whether its spec is the service's present one. */
  readonly upToDate: boolean;
  readonly jobIteration: number | undefined;
  readonly networks: readonly { readonly networkId: string; readonly addresses: readonly string[] }[];
  readonly createdAt: Micros;
  /** When the state was reached. */
  readonly since: Micros;
}

export interface SwarmNetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  readonly attachable: boolean;
  readonly internal: boolean;
  readonly ingress: boolean;
}

export interface ContainerView {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly image: string;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly health: 'starting' | 'healthy' | 'unhealthy' | undefined;
  readonly exitCode: number | undefined;
  readonly taskId: string | undefined;
  readonly mounts: readonly MountPoint[];
  readonly networks: Readonly<Record<string, string>>;
}

export interface RequestView {
  readonly id: number;
  readonly at: Micros;
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly outcome: 'answered' | 'refused' | 'timed out' | 'reset' | 'no such host';
  readonly status: number | undefined;
  readonly taskId: string | undefined;
  readonly containerId: string | undefined;
  /** Host names and addresses on the way, in order. */
  readonly hops: readonly string[];
}

/** A change of the view: the path from its root, and the new value there (absent: removed). */
export interface Patch {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}
