import type { TaskState } from '../api/index.ts';
import type { Micros } from '../sim/index.ts';
import type { Task, TaskStatus } from './objects.ts';

/** The order of task states (models moby/swarmkit api/types.proto TaskState). */
const order: Readonly<Record<TaskState, number>> = {
  new: 0,
  allocated: 32,
  pending: 64,
  assigned: 192,
  accepted: 256,
  preparing: 320,
  ready: 384,
  starting: 448,
  running: 512,
  complete: 576,
  shutdown: 640,
  failed: 704,
  rejected: 768,
  remove: 800,
  orphaned: 832,
};

export const before = (a: TaskState, b: TaskState): boolean => order[a] < order[b];
export const atMost = (a: TaskState, b: TaskState): boolean => order[a] <= order[b];

/** Observed state: the task has ended, one way or another. */
export const terminal = (task: Task): boolean => before('running', task.status.state);

/** Desired state: somebody still wants the task to run (or to be ready to). */
export const wanted = (task: Task): boolean => atMost(task.desiredState, 'running');

/** The task counts for spreading, resources and ports (desired state up to COMPLETE). */
export const active = (task: Task): boolean => atMost(task.desiredState, 'complete');

/** Age of a task in its slot's history. */
export const ageOf = (task: Task): Micros => task.status.appliedAt || task.status.timestamp;

export const byAge = (a: Task, b: Task): number => ageOf(a) - ageOf(b);

/** A status that moved on: error and stamps renewed, container facts kept. */
export function moved(status: TaskStatus, state: TaskState, message: string, now: Micros, err = ''): TaskStatus {
  return { ...status, state, message, err, timestamp: now, appliedAt: now };
}
