import type { Service, Task } from '../../../api/index.ts';
import type { Step } from '../../progress.ts';
import { mostLines, numberOf, taskStep, type Tracker } from './trackers.ts';

/** A job's bar has one state more than a service's: complete. */
const total = 10;

/** The first run has no number in JSON. */
const indexOf = (iteration: { Index?: number } | undefined): number => iteration?.Index ?? 0;

const ofThisRun = (service: Service, task: Task): boolean =>
  task.JobIteration !== undefined && indexOf(task.JobIteration) === indexOf(service.JobStatus?.JobIteration);

/** Per slot or node the task in the lower state. */
function lowest<K>(tasks: readonly Task[], key: (task: Task) => K): Map<K, Task> {
  const chosen = new Map<K, Task>();
  for (const task of tasks) {
    const rival = chosen.get(key(task));
    if (!rival || numberOf(rival.Status.State) > numberOf(task.Status.State)) chosen.set(key(task), task);
  }
  return chosen;
}

function progress(complete: number, wanted: number): Step {
  const count = String(complete).padStart(String(wanted).length);
  return { id: 'job progress', action: `${count} out of ${wanted} complete`, current: complete, total: wanted };
}

/** Follows a replicated job: completed tasks, and how many are under way of those that may be. */
export function jobTracker(): Tracker {
  let started = false;
  return (service, tasks) => {
    const { TotalCompletions: wanted = 0, MaxConcurrent: concurrent = 0 } = service.Spec.Mode.ReplicatedJob ?? {};
    const digits = String(concurrent).length;
    const overall = (active: number, complete: number): Step[] => {
      const most = Math.min(wanted - complete, concurrent);
      const pad = (n: number): string => String(n).padStart(digits);
      return [progress(complete, wanted), { id: 'active tasks', action: `${pad(active)} out of ${pad(most)} tasks` }];
    };
    const steps: Step[] = [];
    if (!started) {
      steps.push(...overall(0, 0));
      if (wanted <= mostLines) for (let i = 1; i <= wanted; i++) steps.push({ id: `${i}/${wanted}`, action: ' ' });
      started = true;
    }
    const known = tasks.filter(
      (task) => ofThisRun(service, task) && numberOf(task.DesiredState) > 0 && numberOf(task.Status.State) > 0,
    );
    const bySlot = [...lowest(known, (task) => task.Slot ?? 0)].sort(([a], [b]) => a - b);
    for (const [slot, task] of bySlot) {
      if (wanted <= mostLines) steps.push(taskStep(`${slot + 1}/${wanted}`, task, total));
    }
    const complete = bySlot.filter(([, task]) => task.Status.State === 'complete').length;
    const active = bySlot.filter(([, task]) => numberOf(task.Status.State) < total).length;
    steps.push(...overall(active, complete));
    return { steps, done: complete === wanted };
  };
}

/** Follows a global job on the nodes that had a task of it at first. */
export function globalJobTracker(): Tracker {
  let nodes: Set<string> | undefined;
  return (service, tasks, activeNodes) => {
    const steps: Step[] = [];
    const ours = tasks.filter((task) => ofThisRun(service, task));
    if (!nodes) {
      if (tasks.length === 0 && activeNodes.size > 0)
        return { steps: [{ id: 'job progress', action: 'waiting for tasks' }], done: false };
      nodes = new Set(ours.map((task) => task.NodeID ?? ''));
      steps.push(progress(0, nodes.size));
    }
    const first = nodes;
    const byNode = lowest(
      ours.filter((task) => first.has(task.NodeID ?? '')),
      (task) => task.NodeID ?? '',
    );
    for (const [node, task] of byNode) {
      if (first.size <= mostLines) steps.push(taskStep(node, task, total));
    }
    const complete = [...byNode.values()].filter((task) => task.Status.State === 'complete').length;
    steps.push(progress(complete, first.size));
    return { steps, done: complete === first.size };
  };
}
