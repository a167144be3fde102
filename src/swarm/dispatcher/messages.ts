import type { NodeDescription } from '../../api/index.ts';
import type { Micros } from '../../sim/index.ts';
import type { Backend, Dependencies, LogQuery, TaskLogLine } from '../executor.ts';
import type { Network, Node, Task, TaskStatus } from '../objects.ts';
import type { Peer } from '../raft/messages.ts';

/** A task for a node, with what it needs. */
export interface Assignment {
  readonly task: Task;
  readonly dependencies: Dependencies;
}

/** What an agent opens its session with. */
export interface Registration {
  readonly description: NodeDescription;
}

export type FromAgent =
  | { readonly type: 'heartbeat' }
  | { readonly type: 'status'; readonly statuses: readonly (readonly [taskId: string, status: TaskStatus])[] }
  | { readonly type: 'log'; readonly id: number; readonly line: TaskLogLine }
  | { readonly type: 'logEnd'; readonly id: number };

export type ToAgent =
  /** The node as the managers see it, its networks, and where managers are. Comes first, and after each change. */
  | {
      readonly type: 'session';
      readonly node: Node;
      readonly networks: readonly Network[];
      readonly managers: readonly Peer[];
    }
  /** What stands behind the ports of the routing mesh. */
  | { readonly type: 'mesh'; readonly backends: readonly Backend[] }
  /** When the next heartbeat is due. */
  | { readonly type: 'period'; readonly period: Micros }
  /** `complete`: what is not listed is not (any more) assigned. */
  | {
      readonly type: 'assignments';
      readonly complete: boolean;
      readonly assigned: readonly Assignment[];
      readonly removed: readonly string[];
    }
  | { readonly type: 'logs'; readonly id: number; readonly task: Task; readonly query: LogQuery }
  | { readonly type: 'logsCancel'; readonly id: number }
  /** No session for this node here: the manager does not lead, or does not know the node. */
  | { readonly type: 'rejected'; readonly reason: string; readonly removed: boolean };
