import { watch, worklist, type Leader } from '../leader.ts';
import { atMost, before, moved } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { nodeMatches } from './task.ts';

/**
 * Rejects tasks whose node no longer meets their service's constraints or has no room left for their reservations
 * (models moby/swarmkit manager/orchestrator/constraintenforcer).
 */
export function enforceConstraints(leader: Leader): void {
  const nodes = worklist(leader, (tx, ids) => {
    for (const id of ids) rejectNoncompliant(tx, id);
  });
  watch(leader, (change) => {
    if (change.kind === 'node' && change.after) nodes(change.after.id);
  });
  for (const node of leader.store.all('node')) nodes(node.id);
}

function rejectNoncompliant(tx: Transaction, nodeId: string): void {
  const node = tx.get('node', nodeId);
  if (node?.spec.Availability !== 'active') return;
  let memory = node.description?.Resources.MemoryBytes ?? 0;
  let cpus = node.description?.Resources.NanoCPUs ?? 0;
  for (const task of tx.tasksOn(nodeId)) {
    if (before(task.desiredState, 'assigned') || !atMost(task.desiredState, 'complete')) continue;
    if (!before(task.status.state, 'complete')) continue;
    const spec = tx.get('service', task.serviceId)?.spec.TaskTemplate ?? task.spec;
    const { MemoryBytes = 0, NanoCPUs = 0 } = task.spec.Resources?.Reservations ?? {};
    if (nodeMatches(spec, node) && MemoryBytes <= memory && NanoCPUs <= cpus) {
      memory -= MemoryBytes;
      cpus -= NanoCPUs;
      continue;
    }
    const err = 'assigned node no longer meets constraints';
    const status = moved(task.status, 'rejected', 'task rejected by constraint enforcer', tx.now, err);
    tx.update('task', { ...task, status });
  }
}
