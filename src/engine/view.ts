import type { MountPoint } from '../api/index.ts';
import type { ContainerStatus, HealthState } from './containers/container.ts';
import type { Daemon } from './daemon.ts';

/** What the lab shows of one container. */
export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: ContainerStatus;
  readonly health: HealthState['status'] | undefined;
  /** Undefined until it has ended once. */
  readonly exitCode: number | undefined;
  readonly taskId: string | undefined;
  readonly mounts: readonly MountPoint[];
  /** Network name → address. */
  readonly networks: Readonly<Record<string, string>>;
}

export interface EngineView {
  containers: () => ContainerFacts[];
  networks: () => { id: string; name: string; driver: string; scope: string }[];
  /** Names. */
  volumes: () => string[];
}

/** An engine's state for whoever draws it. */
export function viewOf(daemon: Daemon): EngineView {
  return {
    containers: () =>
      daemon.containers.all.map((container) => ({
        id: container.id,
        name: container.name,
        image: container.config.Image.replace(/@sha256:[0-9a-f]+$/, ''),
        state: container.status,
        health: container.health?.status,
        exitCode: container.finishedAt === undefined || container.running ? undefined : container.exitCode,
        taskId: container.ties?.taskId,
        mounts: container.mounts.map(({ point }) => point),
        networks: Object.fromEntries([...container.endpoints].map(([name, { address }]) => [name, address])),
      })),
    networks: () => daemon.networks.all.map(({ id, name, driver, scope }) => ({ id, name, driver, scope })),
    volumes: () => daemon.volumes.all.map(({ name }) => name),
  };
}
