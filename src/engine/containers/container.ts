import type { ContainerCreate, Event, FileTarget, HealthConfig, HostConfig, LogFrame } from '../../api/index.ts';
import type { Process, Space, TerminalMaster, Tree } from '../../host/index.ts';
import { Signal, type Cancel, type Channel, type Micros } from '../../sim/index.ts';
import type { Image } from '../images/store.ts';
import type { Endpoint } from '../networks/store.ts';
import type { Exec } from './exec.ts';
import type { Log } from './log.ts';
import type { ContainerMount } from './mounts.ts';

export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface HealthState {
  status: 'starting' | 'healthy' | 'unhealthy';
  failingStreak: number;
  /** The last five results. */
  log: { Start: string; End: string; ExitCode: number; Output: string }[];
}

/** The Config part of `docker inspect`: the request merged with the image's configuration. */
export type ContainerConfig = Required<
  Pick<
    ContainerCreate,
    | 'Hostname'
    | 'Domainname'
    | 'User'
    | 'AttachStdin'
    | 'AttachStdout'
    | 'AttachStderr'
    | 'Tty'
    | 'OpenStdin'
    | 'StdinOnce'
    | 'Image'
    | 'WorkingDir'
    | 'Labels'
  >
> & {
  Env: string[];
  Cmd: string[] | null;
  Entrypoint: string[] | null;
  ExposedPorts: Record<string, Record<string, never>>;
  Volumes: Record<string, Record<string, never>> | null;
  Healthcheck?: HealthConfig;
  StopSignal?: string;
  StopTimeout?: number;
};

/** What ties a container to a task; only containers that the swarm's agent made have it. */
export interface TaskTies {
  readonly taskId: string;
  readonly serviceId: string;
  /** Secrets and configs. */
  readonly files: readonly TaskFile[];
}

/** A file that a secret or config becomes in the container. */
export interface TaskFile {
  readonly path: string;
  readonly content: string;
  readonly target: FileTarget;
  readonly secret: boolean;
}

/** One container: its configuration, its state, and while it runs its space and first process. */
export class Container {
  readonly id: string;
  name: string;
  readonly created: Micros;
  readonly image: Image;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly mounts: readonly ContainerMount[];
  readonly log: Log;
  readonly ties: TaskTies | undefined;
  /** The root file system: made from the image at creation, kept until removal. */
  readonly root: Tree;

  status: ContainerStatus = 'created';
  exitCode = 0;
  error = '';
  oomKilled = false;
  startedAt: Micros | undefined;
  finishedAt: Micros | undefined;
  restartCount = 0;
  /** Stopped by a user: restart policies leave it alone. */
  manuallyStopped = false;
  health: HealthState | undefined;
  /** By network name, in the order of the interfaces. */
  readonly endpoints = new Map<string, Endpoint>();
  readonly execs = new Map<string, Exec>();
  space: Space | undefined;
  main: Process | undefined;
  terminal: TerminalMaster | undefined;
  /** Where `docker attach` and `run -i` write to. */
  stdin: Channel<string> | undefined;
  /** Everything that `attach` clients are to see while it runs; undefined when it has stopped. */
  readonly output = new Signal<LogFrame | undefined>();
  readonly attached = new Set<Channel<unknown>>();
  /** Told at every change of status; waiters look for what they wait for. */
  readonly changed = new Signal<Container>();
  /** Undone when the container stops: health probes, a pending restart. */
  readonly timers = new Set<Cancel>();

  constructor(parts: {
    id: string;
    name: string;
    created: Micros;
    image: Image;
    config: ContainerConfig;
    hostConfig: HostConfig;
    mounts: readonly ContainerMount[];
    log: Log;
    ties: TaskTies | undefined;
    root: Tree;
  }) {
    this.id = parts.id;
    this.name = parts.name;
    this.created = parts.created;
    this.image = parts.image;
    this.config = parts.config;
    this.hostConfig = parts.hostConfig;
    this.mounts = parts.mounts;
    this.log = parts.log;
    this.ties = parts.ties;
    this.root = parts.root;
  }

  get running(): boolean {
    return this.status === 'running' || this.status === 'paused';
  }

  /** The command line: entrypoint and command. */
  get argv(): string[] {
    return [...(this.config.Entrypoint ?? []), ...(this.config.Cmd ?? [])];
  }

  setStatus(status: ContainerStatus): void {
    this.status = status;
    this.changed.emit(this);
  }

  /** The attributes of its events: labels, image and name. */
  attributes(extra: Event['Actor']['Attributes'] = {}): Record<string, string> {
    return { ...this.config.Labels, image: this.config.Image, name: this.name, ...extra };
  }
}
