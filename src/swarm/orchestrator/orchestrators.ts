import { watch, worklist, type Leader } from '../leader.ts';
import type { Service, Task } from '../objects.ts';
import { modeOf, type Mode } from '../service.ts';
import { before, terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { reconcileGlobal, reconcileGlobalNode, restartGlobal } from './global.ts';
import { reconcileGlobalJob, reconcileReplicatedJob } from './jobs.ts';
import { reconcileReplicated } from './replicated.ts';
import { remainingDelay, RestartSupervisor } from './restart.ts';
import { invalidNode } from './task.ts';
import { UpdateSupervisor } from './updater.ts';

/** What the orchestrators of the four service modes share. */
export interface Orchestrators {
  readonly leader: Leader;
  readonly restarts: RestartSupervisor;
  readonly updates: UpdateSupervisor;
}

const reconcilers: Record<Mode, (all: Orchestrators, tx: Transaction, service: Service) => void> = {
  replicated: reconcileReplicated,
  global: reconcileGlobal,
  'replicated-job': reconcileReplicatedJob,
  'global-job': reconcileGlobalJob,
};

/** Keeps the tasks of every service as its spec says, until the leadership ends. */
export function orchestrate(leader: Leader): void {
  const { store } = leader;
  const restarts = new RestartSupervisor(leader);
  const all: Orchestrators = { leader, restarts, updates: new UpdateSupervisor(leader, restarts) };

  const services = worklist(leader, (tx, ids) => {
    for (const id of ids) {
      const service = tx.get('service', id);
      if (service) reconcilers[modeOf(service.spec)](all, tx, service);
    }
  });
  const removed = worklist(leader, (tx, ids) => {
    for (const id of ids)
      for (const task of tx.tasksOf(id))
        if (before(task.desiredState, 'remove')) tx.update('task', { ...task, desiredState: 'remove' });
  });
  const ended = worklist(leader, (tx, ids) => {
    for (const id of ids) {
      const task = tx.get('task', id);
      const service = task && tx.get('service', task.serviceId);
      if (!task || !service || !wanted(task)) continue;
      const mode = modeOf(service.spec);
      if (mode === 'replicated') restarts.restart(tx, service, task);
      else if (mode === 'global') restartGlobal(all, tx, service, task);
    }
  });
  const nodes = worklist(leader, (tx, ids) => {
    for (const id of ids) {
      const node = tx.get('node', id);
      if (node) reconcileGlobalNode(all, tx, node);
    }
  });

  const modeOfTask = (task: Task): Mode | undefined => {
    const service = store.get('service', task.serviceId);
    return service && modeOf(service.spec);
  };
  const inspect = (task: Task): void => {
    const mode = modeOfTask(task);
    if (mode === 'replicated-job' || mode === 'global-job') services(task.serviceId);
    else if (mode && wanted(task) && (terminal(task) || (mode === 'replicated' && stranded(task)))) ended(task.id);
  };
  const stranded = (task: Task): boolean => task.nodeId !== '' && invalidNode(store.get('node', task.nodeId));
  const inspectNode = (id: string): void => {
    nodes(id);
    for (const service of store.all('service')) if (modeOf(service.spec) === 'global-job') services(service.id);
    if (!invalidNode(store.get('node', id))) return;
    for (const task of store.tasksOn(id)) inspect(task);
  };

  watch(leader, (change) => {
    const { before: old, after } = change;
    if (change.kind === 'service') {
      if (change.after) services(change.after.id);
      else if (old) {
        removed(old.id);
        restarts.forget(old.id);
        all.updates.cancel(old.id);
      }
    } else if (change.kind === 'node') {
      const id = (after ?? old)?.id ?? '';
      inspectNode(id);
      if (!after) leader.store.update((tx) => dropGlobal(tx, id));
    } else if (change.kind === 'task') {
      if (change.after) inspect(change.after);
      else if (change.before) {
        restarts.cancel(change.before.id);
        const mode = modeOfTask(change.before);
        if (mode === 'replicated' && wanted(change.before)) services(change.before.serviceId);
      }
    }
  });

  store.update((tx) => takeOver(all, tx));
  for (const service of store.all('service')) services(service.id);
  for (const task of store.all('task')) inspect(task);
}

/** A deleted node takes its tasks of global services with it. */
function dropGlobal(tx: Transaction, nodeId: string): void {
  for (const task of tx.tasksOn(nodeId)) {
    const service = tx.get('service', task.serviceId);
    if (service && modeOf(service.spec).startsWith('global')) tx.remove('task', task.id);
  }
}

/** A new leader picks up what the old one had under way (models moby/swarmkit manager/orchestrator/taskinit). */
function takeOver({ leader, restarts }: Orchestrators, tx: Transaction): void {
  const slots = new Map<string, Task[]>();
  for (const task of tx.all('task')) {
    if (!tx.get('service', task.serviceId)) {
      if (task.desiredState !== 'remove') tx.remove('task', task.id);
      continue;
    }
    const key = `${task.serviceId}/${task.slot || task.nodeId}`;
    slots.set(key, [...(slots.get(key) ?? []), task]);
    if (task.desiredState === 'ready' && !before('complete', task.status.state))
      restarts.delayStart(undefined, task.id, remainingDelay(task, leader.scope.clock.now));
  }
  for (const slot of slots.values()) restarts.recall(slot);
}
