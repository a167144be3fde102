import type { TaskDisk } from '../agent/worker.ts';
import type { Peer } from '../raft/messages.ts';
import type { RaftLog } from '../raft/log.ts';
import type { Identity } from '../rpc.ts';
import type { Store } from '../store/store.ts';

/** What a manager's disk keeps: the log, and the store that it led to. */
export interface ManagerDisk {
  readonly log: RaftLog;
  readonly members: Map<string, Peer>;
  readonly store: Store;
}

/** What a node's disk keeps (/var/lib/docker/swarm): it survives the daemon and the machine's power. */
export interface NodeDisk {
  readonly identity: Identity;
  readonly tasks: TaskDisk;
  /** `IP:port` at which other nodes find this one. */
  readonly address: string;
  /** Where managers were last known to be. */
  managers: readonly Peer[];
  /** Undefined on a worker. */
  manager: ManagerDisk | undefined;
}
