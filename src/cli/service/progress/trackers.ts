import type { Service, Task, TaskState } from '../../../api/index.ts';
import { Failure } from '../../failure.ts';
import type { Step } from '../../progress.ts';
import { jobTracker, globalJobTracker } from './jobs.ts';

/** What one look at the tasks shows, and whether the service is as it should be. */
export type Tracker = (
  service: Service,
  tasks: readonly Task[],
  activeNodes: ReadonlySet<string>,
  rollback: boolean,
) => { steps: Step[]; done: boolean };

/** The order of task states; states that are missing have no number. */
export const stateNumber: Partial<Record<TaskState, number>> = {
  new: 1,
  allocated: 2,
  pending: 3,
  assigned: 4,
  accepted: 5,
  preparing: 6,
  ready: 7,
  starting: 8,
  running: 9,
  complete: 10,
  shutdown: 11,
  failed: 12,
  rejected: 13,
};
const running = 9;
/** More slots than this get no lines of their own. */
export const mostLines = 20;

export const numberOf = (state: TaskState): number => stateNumber[state] ?? 0;
const isOver = (state: TaskState): boolean => numberOf(state) > running;

/** The way to follow a service, by its mode. */
export function trackerOf(service: Service): Tracker {
  const { Mode } = service.Spec;
  if (Mode.Replicated) return replicatedTracker();
  if (Mode.Global) return globalTracker();
  if (Mode.ReplicatedJob) return jobTracker();
  if (Mode.GlobalJob) return globalJobTracker();
  throw new Failure('unrecognized service mode');
}

/** An error fit for one line of a narrow terminal. */
export function errorLine(error: string): string {
  const line = error.replaceAll('\n', ' ');
  return line.length > 75 ? `${line.slice(0, 74)}…` : line;
}

/** A task's line: its error, or its state and how far that is. */
export function taskStep(id: string, task: Task, total: number): Step {
  const { Err, State } = task.Status;
  if (Err) return { id, action: errorLine(Err) };
  return { id, action: State.padEnd(9), current: numberOf(State), total };
}

function overall(count: number, total: number, rollback: boolean): Step {
  return { id: 'overall progress', action: `${rollback ? 'rolling back update: ' : ''}${count} out of ${total} tasks` };
}

/** The task that counts for each slot or node: the lowest desired state, then the lowest state. */
function current<K>(tasks: readonly Task[], key: (task: Task) => K, counts: (task: Task) => boolean): Map<K, Task> {
  const chosen = new Map<K, Task>();
  for (const task of tasks) {
    if (!numberOf(task.DesiredState) || !numberOf(task.Status.State)) continue;
    const rival = chosen.get(key(task));
    if (rival) {
      const difference = numberOf(rival.DesiredState) - numberOf(task.DesiredState);
      if (difference < 0) continue;
      if (difference === 0 && numberOf(rival.Status.State) <= numberOf(task.Status.State)) continue;
    }
    if (counts(task)) chosen.set(key(task), task);
  }
  return chosen;
}

const isRunning = (task: Task): boolean => !isOver(task.DesiredState) && task.Status.State === 'running';
const isShown = (task: Task): boolean =>
  Boolean(task.Status.Err) || (!isOver(task.DesiredState) && !isOver(task.Status.State));

function replicatedTracker(): Tracker {
  /** Slots in the order in which they were seen. */
  const places = new Map<number, number>();
  let started = false;
  let settled = false;
  return (service, tasks, activeNodes, rollback) => {
    const total = service.Spec.Mode.Replicated?.Replicas ?? 0;
    const steps: Step[] = [];
    if (!started) {
      steps.push(overall(0, total, rollback));
      if (total <= mostLines) for (let i = 1; i <= total; i++) steps.push({ id: `${i}/${total}`, action: ' ' });
      started = true;
    }
    const chosen = current(
      tasks,
      (task) => task.Slot ?? 0,
      (task) => !task.NodeID || activeNodes.has(task.NodeID),
    );
    const bySlot = [...chosen].sort(([a], [b]) => a - b).map(([, task]) => task);
    if (bySlot.some((task) => task.Status.State !== 'running')) settled = false;
    for (const task of bySlot) {
      const slot = task.Slot ?? 0;
      const place = places.get(slot) ?? places.size + 1;
      places.set(slot, place);
      if (settled || total > mostLines || place > total || !isShown(task)) continue;
      steps.push(taskStep(`${place}/${total}`, task, running));
    }
    const count = bySlot.filter(isRunning).length;
    if (!settled) steps.push(overall(count, total, rollback));
    const done = count === total;
    settled ||= done;
    return { steps, done };
  };
}

function globalTracker(): Tracker {
  let started = false;
  let settled = false;
  return (_, tasks, activeNodes, rollback) => {
    const byNode = current(
      tasks,
      (task) => task.NodeID ?? '',
      () => true,
    );
    const total = byNode.size;
    const steps: Step[] = [];
    if (!started) {
      if (total === 0) return { steps: [{ id: 'overall progress', action: 'waiting for new tasks' }], done: false };
      steps.push(overall(0, total, rollback));
      started = true;
    }
    const live = [...byNode].filter(([node]) => activeNodes.has(node));
    if ([...byNode.values()].some((task) => task.Status.State !== 'running')) settled = false;
    for (const [node, task] of live) {
      if (settled || total > mostLines || !isShown(task)) continue;
      steps.push(taskStep(node.slice(0, 12), task, running));
    }
    const count = live.filter(([, task]) => isRunning(task)).length;
    if (!settled) steps.push(overall(count, total, rollback));
    const done = count === total;
    settled ||= done;
    return { steps, done };
  };
}
