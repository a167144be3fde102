import { millisecond, second, type Cancel } from '../../sim/index.ts';
import { watch, type Leader } from '../leader.ts';
import type { Task } from '../objects.ts';
import { before, moved } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { Pipeline } from './filters.ts';
import type { NodeInfo } from './nodes.ts';
import { Failures, nodeInfos } from './nodes.ts';
import { plant, type Tree } from './tree.ts';

/** Scheduling waits for a pause between commits, but not longer than a second. */
const DEBOUNCE = 50 * millisecond;
const MAX_LATENCY = second;

/** A task that is to stop gets a node all the same: there its agent says that it has. One to be removed just goes. */
const waits = (task: Task): boolean => task.status.state === 'pending' && task.desiredState !== 'remove';

/** Gives pending tasks their nodes, until the leadership ends (models moby/swarmkit manager/scheduler). */
export function schedule(leader: Leader): void {
  const { scope, store } = leader;
  const failures = new Failures();
  let timer: Cancel | undefined;
  let since = 0;
  const tick = (): void => {
    timer = undefined;
    if (store.all('task').some((task) => task.status.state === 'pending'))
      store.update((tx) => new Round(tx, failures).run());
  };
  const poke = (): void => {
    if (!timer) since = scope.clock.now;
    else if (scope.clock.now - since > MAX_LATENCY) return;
    timer?.();
    timer = scope.after(DEBOUNCE, tick);
  };
  watch(leader, (change) => {
    if (change.kind === 'task' && change.after) {
      const { before: old, after } = change;
      const failed = after.status.state === 'failed' || after.status.state === 'rejected';
      // Tasks that were bound to their node from the start say nothing about where else to go.
      if (failed && old?.status.state !== after.status.state && after.slot > 0) failures.record(after, scope.clock.now);
    }
    poke();
  });
  poke();
}

/** One pass over all pending tasks, within one transaction. */
class Round {
  readonly #tx: Transaction;
  readonly #failures: Failures;
  readonly #infos: Map<string, NodeInfo>;

  constructor(tx: Transaction, failures: Failures) {
    this.#tx = tx;
    this.#failures = failures;
    this.#infos = nodeInfos(tx);
  }

  run(): void {
    const groups = new Map<string, Task[]>();
    const pending = this.#tx.all('task').filter((task) => task.status.state === 'pending');
    for (const task of pending) {
      if (task.nodeId !== '') {
        if (waits(task)) this.#confirm(task);
        continue;
      }
      const key = `${task.serviceId}/${String(task.specVersion)}`;
      if (waits(task)) groups.set(key, [...(groups.get(key) ?? []), task]);
    }
    for (const group of groups.values()) this.#place(group);
  }

  /** A task of a global service: its node is given and must only fit. */
  #confirm(task: Task): void {
    const info = this.#infos.get(task.nodeId);
    if (!info) return;
    const pipeline = new Pipeline(task);
    if (pipeline.process(info)) this.#assign(task, info, 'scheduler confirmed task can run on preassigned node');
    else this.#explain(task, pipeline.explain());
  }

  #place(group: Task[]): void {
    const [first] = group as [Task];
    const pipeline = new Pipeline(first);
    const preferences = first.spec.Placement?.Preferences ?? [];
    const usable = [...this.#infos.values()].filter((info) => pipeline.process(info));
    const tree = plant(
      usable,
      first.serviceId,
      preferences.map((preference) => preference.Spread.SpreadDescriptor),
    );
    const left = [...group];
    this.#spread(left.length, left, tree, pipeline);
    const explanation = pipeline.explain();
    for (const task of left) this.#explain(task, `no suitable node${explanation && ` (${explanation})`}`);
  }

  /** Divides tasks among the branches of a tree so that each has as many; returns how many found a place. */
  #spread(count: number, tasks: Task[], tree: Tree, pipeline: Pipeline): number {
    if (tree.branches.size === 0) return this.#fill(count, tasks, tree.nodes, pipeline);
    const open = new Set(tree.branches.values());
    let placed = 0;
    for (let converging = true; placed < count && open.size > 0 && converging;) {
      const present = [...open].reduce((sum, branch) => sum + branch.tasks, 0);
      const each = Math.floor((present + count - placed) / open.size);
      let rest = (present + count - placed) % open.size;
      converging = false;
      for (const branch of [...open]) {
        const wanted = Math.min(each - branch.tasks + (rest > 0 ? 1 : 0), count - placed);
        if (wanted <= 0) continue;
        converging = true;
        const done = this.#spread(wanted, tasks, branch, pipeline);
        branch.tasks += done;
        placed += done;
        if (done < wanted) open.delete(branch);
        else if (rest > 0) rest--;
      }
    }
    return placed;
  }

  /** Places tasks on nodes, best first, then round and round. */
  #fill(count: number, tasks: Task[], nodes: readonly NodeInfo[], pipeline: Pipeline): number {
    const [first] = tasks;
    if (!first) return 0;
    const ranked = nodes.filter((info) => pipeline.process(info)).sort((a, b) => this.#rank(a, b, first));
    const full = new Set<NodeInfo>();
    let turn = 0;
    let placed = 0;
    while (placed < count && tasks.length > 0 && full.size < ranked.length) {
      const info = ranked[turn % ranked.length] as NodeInfo;
      if (full.has(info) || !pipeline.process(info)) {
        full.add(info);
        turn++;
        continue;
      }
      this.#assign(tasks.shift() as Task, info, 'scheduler assigned task to node');
      placed++;
      const next = ranked[turn + 1];
      // The first time around the best node is filled until the next one is better.
      if (!next || this.#rank(next, info, first) < 0) turn++;
    }
    return placed;
  }

  #rank(a: NodeInfo, b: NodeInfo, task: Task): number {
    const failures = (info: NodeInfo): number => this.#failures.count(info.node.id, task, this.#tx.now);
    const own = (info: NodeInfo): number => info.byService.get(task.serviceId) ?? 0;
    return failures(a) - failures(b) || own(a) - own(b) || a.active - b.active;
  }

  #assign(task: Task, info: NodeInfo, message: string): void {
    const status = moved(task.status, 'assigned', message, this.#tx.now);
    info.add(this.#tx.update('task', { ...task, nodeId: info.node.id, status }));
  }

  /** Notes why a task stays; one of an old version of its service that is to stop ends here. */
  #explain(task: Task, err: string): void {
    if (task.nodeId === '' && this.#outdated(task)) {
      if (!before(task.desiredState, 'shutdown')) {
        const status = { ...task.status, state: 'shutdown' as const, err: '', timestamp: this.#tx.now };
        this.#tx.update('task', { ...task, status });
      }
      return;
    }
    if (task.status.err === err) return;
    this.#tx.update('task', { ...task, status: { ...task.status, err, timestamp: this.#tx.now } });
  }

  #outdated(task: Task): boolean {
    const service = this.#tx.get('service', task.serviceId);
    return service !== undefined && service.specVersion > task.specVersion;
  }
}
