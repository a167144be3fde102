import type { Host } from '../host/index.ts';
import type { Chance, Clock, Micros } from '../sim/index.ts';
import type { PortTable } from './containers/ports.ts';
import type { ContainerStore } from './containers/store.ts';
import type { Events } from './events.ts';
import type { Registry } from './images/registry.ts';
import type { ImageStore } from './images/store.ts';
import type { Mesh } from './networks/mesh.ts';
import type { NetworkStore } from './networks/store.ts';
import type { SwarmSide } from './swarm/side.ts';
import type { VolumeStore } from './volumes/store.ts';

/** The parts of one engine, as they know each other. */
export interface Daemon {
  readonly host: Host;
  readonly clock: Clock;
  readonly chance: Chance;
  /** `F7DN:UPPC:…` of `docker info`. */
  readonly id: string;
  readonly registry: Registry;
  readonly events: Events;
  readonly images: ImageStore;
  readonly networks: NetworkStore;
  readonly volumes: VolumeStore;
  readonly containers: ContainerStore;
  readonly ports: PortTable;
  readonly mesh: Mesh;
  readonly swarm: SwarmSide;
}

/** The version that is emulated. */
export const engineVersion = '28.2.2';
export const apiVersion = '1.50';
export const minApiVersion = '1.24';

/** A span with jitter, for work that takes the machine a while: `between(low, high)` milliseconds. */
export function lasts(daemon: Daemon, work: string, low: number, high: number): Micros {
  return daemon.chance.between('engine', work, low * 1_000, high * 1_000);
}
