import { millisecond } from '../../sim/index.ts';
import { watch, type Leader } from '../leader.ts';
import type { Task } from '../objects.ts';
import { modeOf } from '../service.ts';
import { before, byAge, terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';

const INTERVAL = 250 * millisecond;
const DEFAULT_HISTORY = 5;

/** To be removed, and no agent has anything of it any more. */
const removable = (task: Task): boolean =>
  task.desiredState === 'remove' && (before(task.status.state, 'assigned') || terminal(task));

const expendable = (task: Task): boolean => terminal(task) || (before(task.status.state, 'assigned') && !wanted(task));

/** Deletes old tasks beyond the history limit and those that were to go (models moby/swarmkit orchestrator/taskreaper). */
export function reap(leader: Leader): void {
  const { store, scope } = leader;
  const dirty = new Map<string, Task>();
  let armed = false;
  const arm = (): void => {
    if (armed) return;
    armed = true;
    scope.after(INTERVAL, () => {
      armed = false;
      store.update(tick);
    });
  };
  let cleanup = new Set<string>();
  const tick = (tx: Transaction): void => {
    const doomed = cleanup;
    cleanup = new Set();
    for (const [key, task] of dirty) if (trim(tx, task, doomed)) dirty.delete(key);
    for (const id of doomed) if (tx.get('task', id)) tx.remove('task', id);
  };
  watch(leader, (change) => {
    if (change.kind !== 'task' || !change.after) return;
    const task = change.after;
    if (!change.before) dirty.set(`${task.serviceId}/${task.slot || task.nodeId}`, task);
    if (removable(task)) cleanup.add(task.id);
    if (dirty.size + cleanup.size > 0) arm();
  });
  for (const task of store.all('task')) if (removable(task)) cleanup.add(task.id);
  if (cleanup.size > 0) arm();
}

/** Marks a slot's excess; false while the slot must be looked at again (several of its tasks still live). */
function trim(tx: Transaction, { serviceId, slot, nodeId }: Task, doomed: Set<string>): boolean {
  const service = tx.get('service', serviceId);
  const mode = service && modeOf(service.spec);
  if (!service || (mode !== 'replicated' && mode !== 'global')) return true;
  const attempts = service.spec.TaskTemplate.RestartPolicy?.MaxAttempts ?? 0;
  const limit =
    attempts > 0 ? attempts + 1 : (tx.cluster.spec.Orchestration.TaskHistoryRetentionLimit ?? DEFAULT_HISTORY);
  if (limit < 0) return true;
  const tasks = tx
    .tasksOf(serviceId)
    .filter((task) => (mode === 'global' ? task.nodeId === nodeId : task.slot === slot))
    .sort(byAge);
  let excess = tasks.length - limit;
  if (excess <= 0) return true;
  let live = 0;
  for (const task of tasks) {
    if (!expendable(task)) live++;
    else if (excess > 0) {
      doomed.add(task.id);
      excess--;
    }
  }
  return live <= 1;
}
