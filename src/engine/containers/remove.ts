import { ApiError } from '../../api/index.ts';
import { sleep, type Co } from '../../sim/index.ts';
import { lasts, type Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { cancelTimers, killAndWait } from './run.ts';

/**
 * Removes a container, and its anonymous volumes when asked.
 *
 * @throws ApiError 409 when it runs and `force` is not set
 */
export function* removeContainer(
  daemon: Daemon,
  container: Container,
  options: { force: boolean; volumes: boolean },
): Co<void> {
  if (container.status === 'removing' || container.status === 'dead') return;
  if (!options.force && (container.running || container.status === 'restarting')) {
    const state = container.status;
    throw new ApiError(
      409,
      `cannot remove container "/${container.name}": container is ${state}: ${state === 'paused' ? 'unpause' : 'stop'} the container before removing or force remove`,
    );
  }
  container.manuallyStopped = true;
  cancelTimers(container);
  if (container.running) yield* killAndWait(daemon, container);
  if (container.status === 'exited' || container.status === 'created') container.setStatus('removing');
  yield* sleep(daemon.clock, lasts(daemon, 'remove', 20, 60));
  daemon.containers.delete(container);
  container.setStatus('dead');
  daemon.events.emit('container', 'destroy', container.id, container.attributes());
  if (options.volumes)
    for (const mount of container.mounts) {
      const volume = mount.anonymous && daemon.volumes.find(mount.point.Name ?? '');
      if (volume && daemon.volumes.users(volume, daemon.containers.all).length === 0)
        daemon.volumes.remove(volume, daemon.containers.all);
    }
}
