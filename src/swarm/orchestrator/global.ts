import type { Node, Service, Task } from '../objects.ts';
import { modeOf } from '../service.ts';
import { before } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Orchestrators } from './orchestrators.ts';
import { createTask, invalidNode, isDirty, nodeMatches, type Slot } from './task.ts';

/** One task on every usable node (models moby/swarmkit manager/orchestrator/global). */
export function reconcileGlobal(all: Orchestrators, tx: Transaction, service: Service): void {
  const byNode = new Map<string, Task[]>();
  for (const task of tx.tasksOf(service.id)) byNode.set(task.nodeId, [...(byNode.get(task.nodeId) ?? []), task]);
  const slots: Slot[] = [];
  for (const node of tx.all('node')) {
    if (invalidNode(node)) continue;
    const tasks = all.restarts.updatable(byNode.get(node.id) ?? [], service);
    byNode.delete(node.id);
    if (!nodeMatches(service.spec.TaskTemplate, node)) shutDown(tx, tasks);
    else if (node.spec.Availability === 'pause') continue;
    else if (tasks.length === 0) createTask(tx, all.leader.chance, service, { nodeId: node.id });
    else slots.push(tasks);
  }
  for (const tasks of byNode.values()) shutDown(tx, all.restarts.updatable(tasks, service));
  if (slots.length > 0) all.updates.update(service, slots);
}

/** A node came, changed or became unusable: its tasks of global services follow at once, whatever the update settings. */
export function reconcileGlobalNode(all: Orchestrators, tx: Transaction, node: Node): void {
  const tasks = tx.tasksOn(node.id);
  for (const service of tx.all('service')) {
    if (modeOf(service.spec) !== 'global') continue;
    const own = tasks.filter((task) => task.serviceId === service.id);
    if (invalidNode(node)) {
      shutDown(tx, own);
      continue;
    }
    if (node.spec.Availability === 'pause') continue;
    const updatable = all.restarts.updatable(own, service);
    if (!nodeMatches(service.spec.TaskTemplate, node)) {
      shutDown(tx, updatable);
      continue;
    }
    const clean = updatable.filter((task) => !isDirty(service, task, node));
    if (clean.length === 0) createTask(tx, all.leader.chance, service, { nodeId: node.id });
    shutDown(
      tx,
      updatable.filter((task) => task !== clean[0]),
    );
  }
}

/** A task of a global service ended by itself. */
export function restartGlobal(all: Orchestrators, tx: Transaction, service: Service, task: Task): void {
  const node = tx.get('node', task.nodeId);
  if (!node || invalidNode(node)) return;
  if (node.spec.Availability === 'pause' || !nodeMatches(service.spec.TaskTemplate, node)) shutDown(tx, [task]);
  else all.restarts.restart(tx, service, task);
}

export function shutDown(tx: Transaction, tasks: Slot): void {
  for (const task of tasks)
    if (before(task.desiredState, 'shutdown')) tx.update('task', { ...task, desiredState: 'shutdown' });
}
