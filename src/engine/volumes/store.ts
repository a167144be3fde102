import { ApiError, type Event } from '../../api/index.ts';
import type { Host, Tree } from '../../host/index.ts';
import type { Clock, Micros } from '../../sim/index.ts';
import type { Container } from '../containers/container.ts';
import type { Events } from '../events.ts';

export interface Volume {
  readonly name: string;
  readonly createdAt: Micros;
  readonly labels: Record<string, string> | null;
  readonly options: Record<string, string> | null;
  /** Made for a container without being named: goes with it. */
  readonly anonymous: boolean;
}

const root = '/var/lib/docker/volumes';

/** The local volumes of one host: directories below /var/lib/docker/volumes. */
export class VolumeStore {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #volumes = new Map<string, Volume>();

  constructor(host: Host, clock: Clock, events: Events) {
    this.#host = host;
    this.#clock = clock;
    this.#events = events;
  }

  get all(): readonly Volume[] {
    return [...this.#volumes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  mountpoint(volume: Volume): string {
    return `${root}/${volume.name}/_data`;
  }

  tree(volume: Volume): Tree {
    return this.#host.root.files.subtree(this.mountpoint(volume));
  }

  find(name: string): Volume | undefined {
    return this.#volumes.get(name);
  }

  get(name: string): Volume {
    const volume = this.#volumes.get(name);
    if (!volume) throw new ApiError(404, `get ${name}: no such volume`);
    return volume;
  }

  /** Makes a volume, or gives the one of that name. Throws 400 for a bad name, 404 for a driver that is not there. */
  create(options: {
    name: string;
    driver?: string;
    labels?: Record<string, string> | null;
    options?: Record<string, string> | null;
    anonymous?: boolean;
  }): Volume {
    const { name, driver = 'local' } = options;
    const existing = this.#volumes.get(name);
    if (existing) return existing;
    if (driver !== 'local' && driver !== '')
      throw new ApiError(404, `create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`);
    if (name.length === 1 || !/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name))
      throw new ApiError(
        400,
        name.length === 1
          ? `create ${name}: volume name is too short, names should be at least two alphanumeric characters`
          : `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      );
    const volume: Volume = {
      name,
      createdAt: this.#clock.now,
      labels: options.labels ?? null,
      options: options.options ?? null,
      anonymous: options.anonymous ?? false,
    };
    this.#volumes.set(name, volume);
    this.#host.root.files.mkdir(this.mountpoint(volume), { parents: true });
    this.emit(volume, 'create');
    return volume;
  }

  emit(volume: Volume, action: string, extra: Event['Actor']['Attributes'] = {}): void {
    this.#events.emit('volume', action, volume.name, { driver: 'local', ...extra });
  }

  /** IDs of the containers, stopped ones too, that have it mounted. */
  users(volume: Volume, containers: readonly Container[]): string[] {
    return containers.filter((c) => c.mounts.some((mount) => mount.point.Name === volume.name)).map((c) => c.id);
  }

  remove(volume: Volume, containers: readonly Container[]): void {
    const users = this.users(volume, containers);
    if (users.length > 0) throw new ApiError(409, `remove ${volume.name}: volume is in use - [${users.join(', ')}]`);
    this.#volumes.delete(volume.name);
    this.#host.root.files.remove(`${root}/${volume.name}`, { recursive: true });
    this.emit(volume, 'destroy');
  }
}
