import type { ClusterSpec } from '../api/index.ts';
import type { Co } from '../sim/index.ts';
import type { Control } from './control.ts';
import type { Cluster } from './objects.ts';

export type MembershipState = 'inactive' | 'pending' | 'active' | 'error' | 'locked';

export interface InitOptions {
  /** `IP[:port]`; already resolved from an interface name. */
  listenAddress: string;
  advertiseAddress: string;
  dataPathPort: number;
  defaultAddressPool: readonly string[];
  subnetSize: number;
  forceNewCluster: boolean;
  availability: 'active' | 'pause' | 'drain';
  spec: ClusterSpec;
}

export interface JoinOptions {
  listenAddress: string;
  advertiseAddress: string;
  token: string;
  remoteAddresses: readonly string[];
  availability: 'active' | 'pause' | 'drain';
}

/**
 * This machine's part in a swarm: agent, and manager where the role says so (models moby/swarmkit node, moby
 * daemon/cluster). Its disk state survives stop and start. Errors are SwarmErrors with SwarmKit's texts; what the daemon
 * words itself (already part of a swarm …) is the engine's.
 */
export interface Member {
  readonly state: MembershipState;
  readonly error: string;
  readonly nodeId: string;
  readonly address: string;
  readonly isManager: boolean;
  /** Undefined unless this is a manager whose control API is up. */
  readonly control: Control | undefined;
  /** The cluster as last known here (managers only). */
  readonly cluster: Cluster | undefined;
  /** Managers that this node knows: node ID and `IP:port`. */
  readonly managers: readonly { nodeId: string; addr: string }[];
  /** Makes a swarm of one manager; returns the node's ID. */
  init: (options: InitOptions) => Co<string>;
  /** Joins; returns when the node is up in its role. Wrong tokens take about 10 s to be refused. */
  join: (options: JoinOptions) => Co<'worker' | 'manager'>;
  /** Leaves: tasks go, state is erased. The caller has asked what must be asked. */
  leave: () => Co<void>;
  unlock: (key: string) => Co<void>;
  /** The daemon starts: take up what the disk holds. */
  start: () => void;
  /** The daemon stops: an orderly manager hands leadership over; task containers are the caller's. */
  stop: () => void;
  /** The power is gone: what was only in memory is forgotten at once, nobody is told; `stop` is used where this is absent. */
  powerLost?: () => void;
}
