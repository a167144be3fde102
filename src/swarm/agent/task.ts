import type { TaskState } from '../../api/index.ts';
import { run, second, type Clock, type Co, type Routine } from '../../sim/index.ts';
import { ControllerError, type Controller } from '../executor.ts';
import type { Task, TaskStatus } from '../objects.ts';
import { before } from '../states.ts';

/** Time until a step that failed for now is tried again. */
const RETRY = second;

interface Step {
  readonly to: TaskState;
  readonly message: string;
  /** What the controller must do for it; a step without is a mere change of state. */
  readonly work?: (controller: Controller) => Co<void>;
  /** Begun work goes on to its end even where no more is desired. */
  readonly finishes: boolean;
}

/** The way of a task on its node (models moby/swarmkit agent/exec.Do). */
const steps: Readonly<Partial<Record<TaskState, Step>>> = {
  assigned: { to: 'accepted', message: 'accepted', finishes: false },
  accepted: { to: 'preparing', message: 'preparing', finishes: false },
  preparing: { to: 'ready', message: 'prepared', work: (controller) => controller.prepare(), finishes: true },
  ready: { to: 'starting', message: 'starting', finishes: false },
  starting: { to: 'running', message: 'started', work: (controller) => controller.start(), finishes: true },
  running: { to: 'complete', message: 'finished', work: (controller) => controller.wait(), finishes: true },
};

const shutdown: Step = {
  to: 'shutdown',
  message: 'shutdown',
  work: (controller) => controller.shutdown(),
  finishes: true,
};

/** Drives one task of this node towards its desired state. */
export class TaskManager {
  readonly #clock: Clock;
  readonly #controller: Controller;
  readonly #report: (task: Task, status: TaskStatus) => void;
  #task: Task;
  #status: TaskStatus;
  #step: Step | undefined;
  #routine: Routine | undefined;
  #retry: (() => void) | undefined;
  #closed = false;

  constructor(
    clock: Clock,
    controller: Controller,
    task: Task,
    status: TaskStatus,
    report: (task: Task, status: TaskStatus) => void,
  ) {
    this.#clock = clock;
    this.#controller = controller;
    this.#task = task;
    this.#status = status;
    this.#report = report;
    clock.soon(() => this.#go());
  }

  /** The task was assigned anew, usually with another desired state. */
  update(task: Task): void {
    this.#task = task;
    this.#controller.update(task);
    this.#go();
  }

  /** Stops driving; a step under way is dropped. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** Closes, and has everything of the task removed. */
  *remove(): Co<void> {
    this.close();
    yield* this.#controller.remove();
  }

  #drop(): void {
    this.#routine?.kill();
    this.#retry?.();
    this.#routine = this.#retry = this.#step = undefined;
  }

  #next(): Step | undefined {
    const { state } = this.#status;
    const { desiredState } = this.#task;
    if (!before(desiredState, 'shutdown')) return before(state, 'complete') ? shutdown : undefined;
    const step = steps[state];
    if (!step || before(desiredState, state)) return undefined;
    return step.finishes || before(state, desiredState) ? step : undefined;
  }

  #go(): void {
    for (;;) {
      const step = this.#closed ? undefined : this.#next();
      if (this.#step) {
        if (step === undefined || step === this.#step) return;
        // Only a stop overtakes a step under way. The step, cancelled, asks to be tried again like any that failed for
        // now, so the stop begins as late as its retry would have (agent/exec.Do answers a cancel by ErrTaskRetry).
        if (step !== shutdown) return;
        this.#drop();
        this.#step = shutdown;
        this.#retry = this.#clock.after(RETRY, () => this.#begin(shutdown, (controller) => controller.shutdown()));
        return;
      }
      if (!step) return;
      if (step.work) {
        this.#begin(step, step.work);
        return;
      }
      this.#reach(step);
    }
  }

  #begin(step: Step, work: (controller: Controller) => Co<void>): void {
    this.#step = step;
    this.#retry = undefined;
    this.#routine = run(this.#clock, work(this.#controller), (outcome) => {
      this.#routine = undefined;
      if (this.#closed) return;
      if (outcome.ok) {
        this.#step = undefined;
        this.#reach(step);
        this.#clock.soon(() => this.#go());
        return;
      }
      const { error } = outcome;
      if (!(error instanceof ControllerError)) throw error;
      if (error.temporary) {
        const cancel = this.#clock.after(RETRY, () => this.#begin(step, work));
        this.#retry = cancel;
        return;
      }
      this.#step = undefined;
      this.#fail(error);
    });
    if (this.#routine.done) this.#routine = undefined;
  }

  #reach({ to, message }: Step): void {
    this.#set({ ...this.#status, state: to, message, err: '' });
  }

  #fail(error: ControllerError): void {
    const { state } = this.#status;
    this.#set(
      { ...this.#status, state: before(state, 'starting') ? 'rejected' : 'failed', err: error.message },
      error.exitCode,
    );
  }

  #set(status: TaskStatus, exitCode?: number): void {
    const { container, ports } = this.#controller.containerStatus();
    this.#status = {
      ...status,
      timestamp: this.#clock.now,
      container: container && exitCode !== undefined ? { ...container, exitCode } : container,
      ports,
    };
    this.#report(this.#task, this.#status);
  }
}
