import { ApiError } from '../../api/index.ts';
import { fromNanoseconds, second, sleep, type Co } from '../../sim/index.ts';
import { ControllerError, type Controller, type Dependencies } from '../../swarm/executor.ts';
import type { Task, TaskStatus } from '../../swarm/objects.ts';
import { startContainer, stopContainer, until } from '../containers/run.ts';
import { createContainer } from '../containers/create.ts';
import type { Container } from '../containers/container.ts';
import { removeContainer } from '../containers/remove.ts';
import { detached } from '../api/router.ts';
import { lasts, type Daemon } from '../daemon.ts';
import { parseReference } from '../images/reference.ts';
import { pullImage } from '../images/pull.ts';
import { planEndpoint } from '../networks/store.ts';
import { containerOf } from './container-of.ts';
import { filesOf } from './dependencies.ts';
import { taskName } from './side.ts';

/** Between leaving the load balancers and the stop signal, so that connections under way can end. */
const drain = 2 * second;

/** Runs one task as a container (models moby daemon/cluster/executor/container/controller.go). */
export class TaskController implements Controller {
  readonly #daemon: Daemon;
  readonly #dependencies: Dependencies;
  #task: Task;
  #last: TaskStatus['container'];

  constructor(daemon: Daemon, task: Task, dependencies: Dependencies) {
    this.#daemon = daemon;
    this.#task = task;
    this.#dependencies = dependencies;
    // After a restart of the engine the task's container may still be there.
    const found = this.#find();
    if (found) this.#remember(found);
  }

  #find(): Container | undefined {
    return this.#daemon.containers.all.find((container) => container.ties?.taskId === this.#task.id);
  }

  #get(): Container {
    const container = this.#find();
    if (!container) throw new ControllerError(`No such container: ${taskName(this.#task)}`);
    return container;
  }

  *prepare(): Co<void> {
    const daemon = this.#daemon;
    const { spec } = this.#task;
    if (this.#find()) return;
    yield* this.#pull(spec.ContainerSpec?.Image ?? '');
    yield* sleep(daemon.clock, lasts(daemon, 'create', 60, 120));
    try {
      const { name, body } = containerOf(this.#task, daemon.host.name);
      const ties = { taskId: this.#task.id, serviceId: this.#task.serviceId };
      const container = createContainer(daemon, name, body, {
        ...ties,
        files: filesOf(this.#task, daemon.host.name, this.#dependencies),
      });
      this.#plug(container);
      this.#remember(container);
    } catch (error) {
      throw asControllerError(error);
    }
  }

  /** A failed pull is only logged: creation then tells what is missing. */
  *#pull(image: string): Co<void> {
    const ref = parseReference(image);
    if (!ref || (ref.digest && this.#daemon.images.find(image))) return;
    try {
      yield* pullImage(this.#daemon, ref, () => undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** Networks of the swarm in the task's order; without any, the default bridge that creation planned. */
  #plug(container: Container): void {
    const { networks } = this.#task;
    if (networks.length === 0) return;
    container.endpoints.clear();
    for (const { network, addresses, aliases } of networks) {
      const address = addresses[0]?.split('/')[0];
      if (!address) throw new ControllerError('node is missing network attachments, ip addresses may be exhausted');
      const here = this.#daemon.networks.adopt(network);
      container.endpoints.set(here.name, planEndpoint(here, aliases, address));
    }
  }

  *start(): Co<void> {
    const container = this.#get();
    try {
      if (!container.running) yield* startContainer(this.#daemon, container);
    } catch (error) {
      this.#remember(container);
      if (error instanceof ApiError) throw new ControllerError(`starting container failed: ${error.message}`);
      throw error;
    }
    this.#remember(container);
    if (!container.health) return;
    yield* until(container, ({ health, running }) => !running || health?.status !== 'starting');
    yield* this.#checkHealth(container);
    if (!container.running) this.#judge(container);
  }

  *wait(): Co<void> {
    const container = this.#get();
    yield* until(container, ({ health, running }) => !running || health?.status === 'unhealthy');
    yield* this.#checkHealth(container);
    this.#judge(container);
  }

  /** An unhealthy container is stopped; its exit status then decides. */
  *#checkHealth(container: Container): Co<void> {
    if (!container.running || container.health?.status !== 'unhealthy') return;
    yield* stopContainer(this.#daemon, container);
    this.#remember(container);
    if (container.exitCode !== 0)
      throw new ControllerError(`task: non-zero exit (${container.exitCode}): dockerexec: unhealthy container`, {
        exitCode: container.exitCode,
      });
  }

  #judge(container: Container): void {
    this.#remember(container);
    if (container.exitCode === 0) return;
    throw new ControllerError(`task: non-zero exit (${container.exitCode})`, { exitCode: container.exitCode });
  }

  *shutdown(): Co<void> {
    const container = this.#find();
    if (!container) return;
    if (container.running) {
      if (this.#task.networks.length > 0) yield* sleep(this.#daemon.clock, drain);
      const grace = this.#task.spec.ContainerSpec?.StopGracePeriod;
      const timeout = grace === undefined ? 10 : fromNanoseconds(grace) / second;
      yield* detached(this.#daemon.clock, stopContainer(this.#daemon, container, { timeout }));
    }
    this.#remember(container);
  }

  *remove(): Co<void> {
    const container = this.#find();
    if (container) yield* removeContainer(this.#daemon, container, { force: true, volumes: true });
  }

  update(task: Task): void {
    this.#task = task;
  }

  containerStatus(): { container: TaskStatus['container']; ports: TaskStatus['ports'] } {
    const container = this.#find();
    if (container) this.#remember(container);
    const ports = container ? this.#daemon.ports.of(container) : [];
    return {
      container: this.#last,
      // Once per address family, as `docker service ps` shows it.
      ports: ports.flatMap(({ protocol, containerPort, hostPort }) => {
        const port = { Protocol: protocol, TargetPort: containerPort, PublishedPort: hostPort, PublishMode: 'host' };
        return [port, port];
      }),
    };
  }

  #remember(container: Container): void {
    this.#last = { id: container.id, pid: container.main?.hostPid ?? 0, exitCode: container.exitCode };
  }
}

/** Creation errors reach the task with the daemon's words alone. */
function asControllerError(error: unknown): unknown {
  return error instanceof ApiError ? new ControllerError(error.message) : error;
}
