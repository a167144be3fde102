import type { NodeDescription } from '../api/index.ts';
import type { Co, Source } from '../sim/index.ts';
import type { Config, Network, Node, Secret, Task, TaskStatus } from './objects.ts';

/*
 * The seam between SwarmKit and whatever runs tasks (models moby/swarmkit agent/exec). The engine implements it; the
 * swarm knows no containers.
 */

/** Thrown by a controller step. `temporary` ones are tried again after 1 s; others end the task. */
export class ControllerError extends Error {
  readonly temporary: boolean;
  readonly exitCode: number | undefined;

  /** @param message the text of the ERROR column, e.g. `task: non-zero exit (137)` or `No such image: foo:tag` */
  constructor(message: string, options: { temporary?: boolean; exitCode?: number } = {}) {
    super(message);
    this.temporary = options.temporary ?? false;
    this.exitCode = options.exitCode;
  }
}

/** What belongs to a task beside itself, as the dispatcher assigned it. */
export interface Dependencies {
  readonly secrets: readonly Secret[];
  readonly configs: readonly Config[];
}

/** Runs one task. Each step is called at most once at a time and is dropped when the task must stop. */
export interface Controller {
  /** Pulls the image, makes volumes and networks, creates the container (PREPARING → READY). */
  prepare: () => Co<void>;
  /** Starts the container; with a health check returns once it is healthy (STARTING → RUNNING). */
  start: () => Co<void>;
  /** Returns when the container ended with status 0; throws ControllerError otherwise (RUNNING → COMPLETE or FAILED). */
  wait: () => Co<void>;
  /** Takes the task out of name resolution and load balancing, then stops it within its grace period. */
  shutdown: () => Co<void>;
  /** Removes the container and its anonymous volumes; called when the task object is gone. */
  remove: () => Co<void>;
  /** A new version of the task or of its dependencies was assigned. */
  update: (task: Task) => void;
  /** Container part of the task's status as it is now. */
  containerStatus: () => { container: TaskStatus['container']; ports: TaskStatus['ports'] };
}

/** One line of a task's log. */
export interface TaskLogLine {
  readonly taskId: string;
  readonly stream: 'stdout' | 'stderr';
  /** Microseconds since the Unix epoch. */
  readonly at: number;
  readonly text: string;
}

export interface LogQuery {
  readonly follow: boolean;
  /** Lines from the end of each task's log; undefined for all. */
  readonly tail: number | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** A running task behind a port of the routing mesh. */
export interface Backend {
  /** The port that every node answers on. */
  readonly port: number;
  readonly protocol: string;
  readonly targetPort: number;
  /** The task's address on the ingress network. */
  readonly address: string;
  /** The address of its node. */
  readonly node: string;
}

export interface Executor {
  /** What the node tells the managers about itself. */
  describe: () => NodeDescription;
  /** The node object as the manager sees it: its ingress network and load-balancer addresses. */
  configure: (node: Node, networks: readonly Network[]) => void;
  /** All there is behind the ports of the routing mesh; told at the start of a session and after each change. */
  balance?: (backends: readonly Backend[]) => void;
  /** Makes the controller of a task assigned to this node (may find the container again after a restart). */
  controller: (task: Task, dependencies: Dependencies) => Controller;
  /** The lines that this node has of a task. */
  logs: (task: Task, query: LogQuery) => Source<TaskLogLine>;
  /** The node left the swarm: all its task containers and swarm networks go at once. */
  leave: () => Co<void>;
}
