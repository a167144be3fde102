import type { Service, Task } from '../objects.ts';
import { replicasOf } from '../service.ts';
import { before } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Orchestrators } from './orchestrators.ts';
import { createTask, type Slot } from './task.ts';

/** Brings a replicated service to its number of slots (models moby/swarmkit manager/orchestrator/replicated). */
export function reconcileReplicated(all: Orchestrators, tx: Transaction, service: Service): void {
  const { leader, restarts, updates } = all;
  const bySlot = new Map<number, Task[]>();
  for (const task of tx.tasksOf(service.id)) bySlot.set(task.slot, [...(bySlot.get(task.slot) ?? []), task]);
  const slots = new Map<number, Slot>();
  const dead = new Map<number, Slot>();
  for (const [number, tasks] of bySlot) {
    const updatable = restarts.updatable(tasks, service);
    if (updatable.length > 0) slots.set(number, updatable);
    else dead.set(number, tasks);
  }

  const replicas = replicasOf(service);
  const ranked = slots.size > replicas ? bySurvival([...slots.values()]) : [...slots.values()];
  updates.update(service, ranked.slice(0, replicas));
  for (const task of ranked.slice(replicas).flat())
    if (before(task.desiredState, 'remove')) tx.update('task', { ...task, desiredState: 'remove' });
  for (let number = 1, missing = replicas - slots.size; missing > 0; number++) {
    if (slots.has(number)) continue;
    dead.delete(number);
    createTask(tx, leader.chance, service, { slot: number });
    missing--;
  }
  for (const task of [...dead.values()].flat()) tx.remove('task', task.id);
}

/**
 * Slots in the order in which a smaller service keeps them: running before not, lower numbers first, then spread over
 * the nodes: the first slot of every node, the second of every node … and last those without one certain node.
 */
export function bySurvival(slots: readonly Slot[]): Slot[] {
  const idle = (slot: Slot): number => (slot.some((task) => task.status.state === 'running') ? 0 : 1);
  const numbered = [...slots].sort((a, b) => idle(a) - idle(b) || (a[0]?.slot ?? 0) - (b[0]?.slot ?? 0));
  const onNode = new Map<string, number>();
  return numbered
    .map((slot) => {
      const nodeId = slot.length === 1 ? slot[0]?.nodeId : undefined;
      if (!nodeId) return { slot, rank: Infinity };
      const rank = (onNode.get(nodeId) ?? 0) + 1;
      onNode.set(nodeId, rank);
      return { slot, rank };
    })
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ slot }) => slot);
}
