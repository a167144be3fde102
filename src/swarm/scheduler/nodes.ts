import { minute, type Micros } from '../../sim/index.ts';
import type { Node, Task } from '../objects.ts';
import { active, terminal } from '../states.ts';
import type { View } from '../store/transaction.ts';
import { hostPortsOf } from './filters.ts';

/** Failures of one service version within this time count against a node, from the fifth on. */
const FAILURE_WINDOW: Micros = 5 * minute;
const MAX_FAILURES = 5;

/** What a node runs, as the scheduler weighs it (models moby/swarmkit manager/scheduler/nodeinfo). */
export class NodeInfo {
  readonly node: Node;
  /** Free of reservations. */
  memory: number;
  cpus: number;
  active = 0;
  readonly byService = new Map<string, number>();
  readonly hostPorts = new Set<string>();

  constructor(node: Node) {
    this.node = node;
    this.memory = node.description?.Resources.MemoryBytes ?? 0;
    this.cpus = node.description?.Resources.NanoCPUs ?? 0;
  }

  add(task: Task): void {
    const { MemoryBytes = 0, NanoCPUs = 0 } = task.spec.Resources?.Reservations ?? {};
    this.memory -= MemoryBytes;
    this.cpus -= NanoCPUs;
    for (const port of hostPortsOf(task)) this.hostPorts.add(port);
    if (!active(task)) return;
    this.active++;
    this.byService.set(task.serviceId, (this.byService.get(task.serviceId) ?? 0) + 1);
  }
}

/**
 * The nodes with what is assigned to them, in the order in which they joined: that settles ties. (Upstream leaves them to
 * a map's order, which for a handful of nodes is mostly this one.) Tasks that ended hold nothing any more.
 */
export function nodeInfos(view: View): Map<string, NodeInfo> {
  const infos = new Map<string, NodeInfo>();
  for (const node of view.all('node')) {
    const info = new NodeInfo(node);
    for (const task of view.tasksOn(node.id))
      if (!terminal(task) && task.status.state !== 'new' && task.status.state !== 'pending') info.add(task);
    infos.set(node.id, info);
  }
  return infos;
}

/** Recent failures by node, service and version, so that a node on which everything dies is not tried for ever. */
export class Failures {
  #times = new Map<string, Micros[]>();

  record(task: Task, now: Micros): void {
    const key = this.#key(task.nodeId, task);
    this.#times.set(key, [...this.#recent(key, now), now]);
  }

  /** The count that weighs in ranking: 0 below the threshold. */
  count(nodeId: string, task: Task, now: Micros): number {
    const { length } = this.#recent(this.#key(nodeId, task), now);
    return length >= MAX_FAILURES ? length : 0;
  }

  #key(nodeId: string, task: Task): string {
    return `${nodeId}/${task.serviceId}/${String(task.specVersion)}`;
  }

  #recent(key: string, now: Micros): Micros[] {
    return (this.#times.get(key) ?? []).filter((at) => at > now - FAILURE_WINDOW);
  }
}
