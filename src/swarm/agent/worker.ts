import { run, type Clock } from '../../sim/index.ts';
import type { Assignment } from '../dispatcher/messages.ts';
import { ControllerError, type Controller, type Executor } from '../executor.ts';
import type { Task, TaskStatus } from '../objects.ts';
import { same } from '../same.ts';
import { TaskManager } from './task.ts';

/** What a node's disk keeps of its tasks (models moby/swarmkit agent/storage). */
export type TaskDisk = Map<string, { assignment: Assignment; status: TaskStatus }>;

/** The tasks of this node (models moby/swarmkit agent/worker). */
export class Worker {
  readonly #clock: Clock;
  readonly #executor: Executor;
  readonly #disk: TaskDisk;
  readonly #report: (taskId: string, status: TaskStatus) => void;
  #managers = new Map<string, TaskManager>();

  /** Takes up the tasks that the disk holds. */
  constructor(clock: Clock, executor: Executor, disk: TaskDisk, report: (taskId: string, status: TaskStatus) => void) {
    this.#clock = clock;
    this.#executor = executor;
    this.#disk = disk;
    this.#report = report;
    for (const { assignment, status } of disk.values()) this.#manage(assignment, status);
  }

  /** The statuses as last known, to be told at the start of a session. */
  get statuses(): [taskId: string, status: TaskStatus][] {
    return [...this.#disk].map(([id, { status }]) => [id, status]);
  }

  task(id: string): Task | undefined {
    return this.#disk.get(id)?.assignment.task;
  }

  assign(complete: boolean, assigned: readonly Assignment[], removed: readonly string[]): void {
    const kept = new Set(assigned.map(({ task }) => task.id));
    for (const assignment of assigned) this.#assign(assignment);
    const gone = complete ? [...this.#disk.keys()].filter((id) => !kept.has(id)) : removed;
    for (const id of gone) this.#remove(id);
  }

  /** Stops driving tasks; what runs goes on running. */
  stop(): void {
    for (const manager of this.#managers.values()) manager.close();
    this.#managers.clear();
  }

  #assign(assignment: Assignment): void {
    const { task } = assignment;
    const known = this.#disk.get(task.id);
    if (!known) {
      this.#disk.set(task.id, { assignment, status: task.status });
      this.#manage(assignment, task.status);
      return;
    }
    const old = known.assignment.task;
    known.assignment = assignment;
    const fresh =
      old.desiredState !== task.desiredState || !same(old.networks, task.networks) || old.spec !== task.spec;
    if (fresh) this.#managers.get(task.id)?.update(task);
  }

  #manage({ task, dependencies }: Assignment, status: TaskStatus): void {
    let controller: Controller;
    try {
      controller = this.#executor.controller(task, dependencies);
    } catch (error) {
      if (!(error instanceof ControllerError)) throw error;
      const message = 'resolving controller failed';
      this.#note(task, { ...status, state: 'rejected', message, err: error.message, timestamp: this.#clock.now });
      return;
    }
    const manager = new TaskManager(this.#clock, controller, task, status, (own, next) => this.#note(own, next));
    this.#managers.set(task.id, manager);
  }

  #note(task: Task, status: TaskStatus): void {
    const kept = this.#disk.get(task.id);
    if (!kept) return;
    kept.status = status;
    this.#report(task.id, status);
  }

  #remove(id: string): void {
    this.#disk.delete(id);
    const manager = this.#managers.get(id);
    this.#managers.delete(id);
    // What cannot be removed stays behind as garbage, as in life.
    if (manager) run(this.#clock, manager.remove(), () => undefined);
  }
}
