import type { Container } from './containers/container.ts';
import { cancelTimers, startContainer, stopContainer } from './containers/run.ts';
import { removeContainer } from './containers/remove.ts';
import type { Daemon } from './daemon.ts';
import { run, type Co } from '../sim/index.ts';
import { together } from './together.ts';

/** What the exit code of a container is that went down with its machine. */
const lostExitCode = 255;

/**
 * The daemon stops: task containers are stopped and removed, as the swarm's agent does on its way out, others are
 * stopped and kept. All at the same time, each within its grace period.
 */
export function* stopEverything(daemon: Daemon): Co<void> {
  yield* together(
    daemon.clock,
    daemon.containers.all.map((container) => stopOne(daemon, container)),
  );
}

function* stopOne(daemon: Daemon, container: Container): Co<void> {
  if (container.running) {
    const wasWanted = !container.manuallyStopped;
    yield* stopContainer(daemon, container);
    // The daemon's own stop is no user's: the restart policy counts again at the next start.
    container.manuallyStopped = !wasWanted;
  }
  if (container.ties) yield* removeContainer(daemon, container, { force: true, volumes: true });
}

/** The power is gone: what ran is found dead at the next boot. */
export function loseEverything(daemon: Daemon): void {
  for (const container of daemon.containers.all) {
    if (!container.running && container.status !== 'restarting') continue;
    cancelTimers(container);
    container.space?.destroy();
    container.space = undefined;
    container.main = undefined;
    container.terminal = undefined;
    container.stdin = undefined;
    for (const client of container.attached) client.close();
    container.attached.clear();
    container.log.end();
    container.exitCode = lostExitCode;
    container.finishedAt = daemon.clock.now;
    daemon.ports.release(container);
    for (const network of daemon.networks.all) {
      const here = network.endpoints.get(container.id);
      if (here) daemon.networks.release(container.id, here.endpoint);
    }
    container.setStatus('exited');
  }
}

/** The daemon starts: containers that are to run always run again. */
export function restoreEverything(daemon: Daemon): void {
  for (const container of daemon.containers.all) {
    const policy = container.hostConfig.RestartPolicy?.Name;
    const wanted = policy === 'always' || (policy === 'unless-stopped' && !container.manuallyStopped);
    if (wanted && !container.ties && !container.running)
      run(daemon.clock, startContainer(daemon, container), () => undefined);
  }
}
