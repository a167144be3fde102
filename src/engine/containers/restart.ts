import { millisecond, minute, run, second, type Micros } from '../../sim/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { removeContainer } from './remove.ts';
import { startContainer } from './run.ts';

/** Whether the policy wants a container that ended to run again. */
export function wantsRestart(container: Container): boolean {
  const { Name = 'no', MaximumRetryCount = 0 } = container.hostConfig.RestartPolicy ?? {};
  if (container.manuallyStopped) return false;
  if (Name === 'on-failure')
    return container.exitCode !== 0 && (MaximumRetryCount === 0 || container.restartCount < MaximumRetryCount);
  return Name === 'always' || Name === 'unless-stopped';
}

/**
 * What follows the end of a container: removal with `--rm`, a restart by its policy after 100 ms, twice as long each
 * time up to a minute, from the start again once it ran for 10 s (models moby restartmanager).
 */
export function scheduleRestart(daemon: Daemon, container: Container, ran: Micros): void {
  if (container.hostConfig.AutoRemove) {
    daemon.clock.soon(() => {
      run(daemon.clock, removeContainer(daemon, container, { force: true, volumes: true }), () => undefined);
    });
    return;
  }
  if (!wantsRestart(container)) return;
  if (ran > 10 * second) container.restartCount = 0;
  const delay = Math.min(100 * millisecond * 2 ** container.restartCount, minute);
  container.restartCount++;
  container.setStatus('restarting');
  container.timers.add(
    daemon.clock.after(delay, () => {
      run(daemon.clock, startContainer(daemon, container), (outcome) => {
        if (!outcome.ok) container.setStatus('exited');
      });
    }),
  );
}
