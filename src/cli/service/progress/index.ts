import type { Node, Service, Task, UpdateStatus } from '../../../api/index.ts';
import type { Process } from '../../../host/index.ts';
import { fromNanoseconds, millisecond, second, wait, type Co, type Micros } from '../../../sim/index.ts';
import type { Api } from '../../api.ts';
import { Failure } from '../../failure.ts';
import { ProgressLines } from '../../progress.ts';
import { getService } from '../find.ts';
import { trackerOf, type Tracker } from './trackers.ts';

const pollEvery = 200 * millisecond;

/**
 * Shows how a service converges until it has been stable for its monitoring period (5 s by default). Ctrl-C leaves it
 * to the swarm. Throws Failure when an update or rollback is paused. Models docker/cli command/service/progress.
 *
 * @param name the service as the user named it, or the ID of a new one
 * @param quiet waits without a word
 */
export function* waitOnService(self: Process, api: Api, name: string, quiet = false): Co<void> {
  const watch = new Watch(self, api, name, quiet);
  self.trap('SIGINT', () => watch.interrupt());
  try {
    yield* watch.run();
  } finally {
    self.trap('SIGINT', 'default');
  }
}

class Watch {
  readonly #self: Process;
  readonly #api: Api;
  readonly #name: string;
  readonly #quiet: boolean;
  readonly #lines: ProgressLines;
  #interrupted = false;
  #wake: () => void = () => undefined;

  #tracker: Tracker | undefined;
  #rollback = false;
  /** Told after the service has converged. */
  #closing = '';
  #converged = false;
  #convergedAt: Micros | undefined;

  constructor(self: Process, api: Api, name: string, quiet: boolean) {
    this.#self = self;
    this.#api = api;
    this.#name = name;
    this.#quiet = quiet;
    this.#lines = new ProgressLines(self.stdout.terminal);
  }

  interrupt(): void {
    this.#interrupted = true;
    this.#wake();
  }

  *run(): Co<void> {
    while (!(yield* this.#poll())) {
      yield* this.#pause();
      if (!this.#interrupted) continue;
      if (this.#converged) return;
      yield* this.#print(this.#lines.message('Operation continuing in background.'));
      return yield* this.#print(this.#lines.message(`Use \`docker service ps ${this.#name}\` to check progress.`));
    }
  }

  #pause(): Co<void> {
    return wait<void>((resume) => {
      if (this.#interrupted) {
        resume.value();
        return undefined;
      }
      this.#wake = () => resume.value();
      return this.#self.clock.after(pollEvery, () => resume.value());
    });
  }

  *#print(text: string): Co<void> {
    if (!this.#quiet && text !== '') yield* this.#self.print(text);
  }

  /** One look at the service; true when there is no more to wait for. */
  *#poll(): Co<boolean> {
    const service = yield* getService(this.#api, this.#name);
    const monitor = fromNanoseconds(service.Spec.UpdateConfig?.Monitor ?? 0) || 5 * second;
    this.#tracker ??= trackerOf(service);
    if (service.UpdateStatus?.State && (yield* this.#heed(service.UpdateStatus))) return true;
    const now = this.#self.clock.now;
    if (this.#converged && now - (this.#convergedAt ?? now) >= monitor) {
      yield* this.#step('verify', `Service ${this.#name} converged`);
      if (this.#closing !== '') yield* this.#print(this.#lines.message(`rollback: ${this.#closing}`));
      return true;
    }
    const tasks = yield* this.#api.get<Task[]>('/tasks', {
      filters: { service: [service.ID], '_up-to-date': ['true'] },
    });
    const nodes = yield* this.#api.get<Node[]>('/nodes');
    const active = new Set(nodes.filter(({ Status }) => Status.State !== 'down').map(({ ID }) => ID));
    const { steps, done } = this.#tracker(service, tasks, active, this.#rollback);
    for (const step of steps) yield* this.#print(this.#lines.draw(step));
    this.#converged = done;
    return yield* this.#verify(service, monitor);
  }

  /** Follows the state of an update; true when the update is over already. */
  *#heed({ State, Message }: UpdateStatus): Co<boolean> {
    switch (State) {
      case 'updating':
        this.#rollback = false;
        break;
      case 'completed':
        return !this.#converged;
      case 'paused':
        throw new Failure(`service update paused: ${Message}`);
      case 'rollback_paused':
        throw new Failure(`service rollback paused: ${Message}`);
      case 'rollback_started':
        if (!this.#rollback && Message !== '') yield* this.#step('rollback', Message);
        this.#rollback = true;
        break;
      case 'rollback_completed':
        if (!this.#converged) this.#closing = Message;
        this.#rollback = true;
    }
    return false;
  }

  *#verify(service: Service, monitor: Micros): Co<boolean> {
    const now = this.#self.clock.now;
    if (!this.#converged) {
      if (this.#convergedAt !== undefined) yield* this.#step('verify', 'Detected task failure');
      this.#convergedAt = undefined;
      return false;
    }
    if (service.JobStatus) {
      yield* this.#print(this.#lines.message('job complete'));
      return true;
    }
    this.#convergedAt ??= now;
    const left = monitor - (now - this.#convergedAt);
    if (left >= 0) {
      const seconds = Math.ceil(left / second);
      yield* this.#step('verify', `Waiting ${seconds} seconds to verify that tasks are stable...`);
    }
    return false;
  }

  #step(id: string, action: string): Co<void> {
    return this.#print(this.#lines.draw({ id, action }));
  }
}
