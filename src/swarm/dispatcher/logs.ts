import { Channel, type Source } from '../../sim/index.ts';
import type { LogQuery, TaskLogLine } from '../executor.ts';
import { watch, type Leader } from '../leader.ts';
import type { Task } from '../objects.ts';
import { before } from '../states.ts';
import type { Session } from './session.ts';

export type LogItem = TaskLogLine | { error: string };

export interface LogSelector {
  readonly serviceIds?: readonly string[];
  readonly taskIds?: readonly string[];
}

interface Subscription {
  readonly selector: LogSelector;
  readonly channel: Channel<LogItem>;
  readonly query: LogQuery;
  /** Requests that have not ended: `request → node`. */
  readonly open: Map<number, string>;
  readonly asked: Set<string>;
  readonly problems: string[];
  started: boolean;
}

/** Asks agents for the lines of tasks and gathers the answers (models moby/swarmkit manager/logbroker). */
export class LogBroker {
  readonly #leader: Leader;
  readonly #session: (nodeId: string) => Session | undefined;
  #subscriptions = new Set<Subscription>();
  #next = 1;

  constructor(leader: Leader, session: (nodeId: string) => Session | undefined) {
    this.#leader = leader;
    this.#session = session;
    leader.scope.adopt(() => {
      for (const subscription of this.#subscriptions) subscription.channel.close();
    });
    watch(leader, (change) => {
      if (change.kind !== 'task' || !change.after) return;
      for (const subscription of this.#subscriptions)
        if (subscription.query.follow) this.#late(subscription, change.after);
    });
  }

  /** The lines of all selected tasks. Ends when every node has told its own; with `follow`, when the reader goes. */
  subscribe(selector: LogSelector, query: LogQuery): Source<LogItem> {
    const channel = new Channel<LogItem>();
    const subscription: Subscription = {
      selector,
      channel,
      query,
      open: new Map(),
      asked: new Set(),
      problems: [],
      started: false,
    };
    this.#subscriptions.add(subscription);
    channel.onCancel(() => this.#end(subscription));
    for (const task of this.#leader.store.all('task'))
      if (this.#selects(selector, task) && this.#speaks(subscription, task)) this.#ask(subscription, task);
    subscription.started = true;
    this.#settle(subscription);
    return channel;
  }

  receive(id: number, nodeId: string, line: TaskLogLine): void {
    for (const { open, channel } of this.#subscriptions) if (open.get(id) === nodeId) channel.push(line);
  }

  finish(id: number, nodeId: string): void {
    for (const subscription of this.#subscriptions)
      if (subscription.open.get(id) === nodeId) {
        subscription.open.delete(id);
        this.#settle(subscription);
      }
  }

  /** A node's session ended: what it had still to tell is missing. */
  lost(nodeId: string): void {
    for (const subscription of this.#subscriptions) {
      for (const [id, node] of subscription.open)
        if (node === nodeId) {
          subscription.open.delete(id);
          subscription.problems.push(`node ${nodeId} disconnected unexpectedly`);
        }
      this.#settle(subscription);
    }
  }

  #selects({ serviceIds, taskIds }: LogSelector, task: Task): boolean {
    return (serviceIds?.includes(task.serviceId) ?? false) || (taskIds?.includes(task.id) ?? false);
  }

  /** A service's tasks that do not run yet have nothing to tell, unless its lines are followed. */
  #speaks({ selector, query }: Subscription, task: Task): boolean {
    return query.follow || (selector.taskIds?.includes(task.id) ?? false) || !before(task.status.state, 'running');
  }

  #late(subscription: Subscription, task: Task): void {
    if (task.nodeId !== '' && this.#selects(subscription.selector, task)) this.#ask(subscription, task);
  }

  #ask(subscription: Subscription, task: Task): void {
    if (subscription.asked.has(task.id)) return;
    if (task.nodeId === '') {
      if (!subscription.query.follow) subscription.problems.push(`task ${task.id} has not been scheduled`);
      return;
    }
    subscription.asked.add(task.id);
    const session = this.#session(task.nodeId);
    if (!session) {
      subscription.problems.push(`node ${task.nodeId} is not available`);
      return;
    }
    const id = this.#next++;
    subscription.open.set(id, task.nodeId);
    session.send({ type: 'logs', id, task, query: subscription.query });
  }

  #settle(subscription: Subscription): void {
    const { channel, open, problems, query, started } = subscription;
    if (!started || open.size > 0 || (query.follow && problems.length === 0)) return;
    if (problems.length > 0) {
      const reasons = [...new Set(problems.splice(0))].join(', ');
      const text = 'warning: incomplete log stream. some logs could not be retrieved for the following reasons: ';
      channel.push({ error: text + reasons });
    }
    if (query.follow) return;
    channel.close();
    this.#subscriptions.delete(subscription);
  }

  #end(subscription: Subscription): void {
    for (const [id, nodeId] of subscription.open) this.#session(nodeId)?.send({ type: 'logsCancel', id });
    this.#subscriptions.delete(subscription);
  }
}
