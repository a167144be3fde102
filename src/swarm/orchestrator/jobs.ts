import type { Service, Task } from '../objects.ts';
import { jobSize } from '../service.ts';
import { atMost, terminal } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { shutDown } from './global.ts';
import type { Orchestrators } from './orchestrators.ts';
import { createTask, invalidNode, nodeMatches } from './task.ts';

/** Tasks of earlier iterations that have not finished go; the rest of the present one is returned. */
function present(tx: Transaction, service: Service): Task[] {
  const iteration = service.jobStatus?.iteration ?? 0;
  return tx.tasksOf(service.id).filter((task) => {
    if (task.jobIteration === iteration) return true;
    if (!terminal(task) && task.desiredState !== 'remove') tx.update('task', { ...task, desiredState: 'remove' });
    return false;
  });
}

const unfinished = (task: Task): boolean => task.status.state !== 'complete' && atMost(task.desiredState, 'complete');
const failed = (task: Task): boolean => unfinished(task) && terminal(task);

/** Runs a number of tasks to completion, some at a time (models moby/swarmkit manager/orchestrator/jobs/replicated). */
export function reconcileReplicatedJob(all: Orchestrators, tx: Transaction, service: Service): void {
  const tasks = present(tx, service);
  const complete = tasks.filter((task) => task.status.state === 'complete');
  const running = tasks.filter(unfinished);
  const { total, concurrent } = jobSize(service.spec);
  const taken = new Set([...complete, ...running].map((task) => task.slot));
  let missing = Math.min(concurrent - running.length, total - complete.length - running.length);
  for (let slot = 0; missing > 0; slot++) {
    if (taken.has(slot)) continue;
    createTask(tx, all.leader.chance, service, { slot });
    missing--;
  }
  for (const task of running.filter(failed)) all.restarts.restart(tx, service, task);
}

/** Runs one task to completion on every usable node (models moby/swarmkit manager/orchestrator/jobs/global). */
export function reconcileGlobalJob(all: Orchestrators, tx: Transaction, service: Service): void {
  const tasks = present(tx, service);
  for (const node of tx.all('node')) {
    const own = tasks.filter((task) => task.nodeId === node.id);
    if (invalidNode(node)) {
      shutDown(tx, own.filter(unfinished));
      continue;
    }
    const usable = node.spec.Availability === 'active' && node.status.state === 'ready';
    const counted = own.some((task) => task.status.state === 'complete' || unfinished(task));
    if (usable && !counted && nodeMatches(service.spec.TaskTemplate, node))
      createTask(tx, all.leader.chance, service, { nodeId: node.id });
    for (const task of own.filter(failed)) all.restarts.restart(tx, service, task);
  }
}
