import type { Host, Service } from '../host/index.ts';
import type { HttpHandler } from '../net/index.ts';
import { Signal, sleep, wait, type Co } from '../sim/index.ts';
import { createMember, type Control, type Member } from '../swarm/index.ts';
import { createRouter } from './api/router.ts';
import { PortTable } from './containers/ports.ts';
import { ContainerStore } from './containers/store.ts';
import { lasts, type Daemon } from './daemon.ts';
import { Events } from './events.ts';
import type { Registry } from './images/registry.ts';
import { ImageStore } from './images/store.ts';
import { Mesh } from './networks/mesh.ts';
import { NetworkStore } from './networks/store.ts';
import { loseEverything, restoreEverything, stopEverything } from './power.ts';
import { routesOf } from './routes.ts';
import { createExecutor } from './swarm/executor.ts';
import { SwarmSide } from './swarm/side.ts';
import { tellSwarmEvents } from './system/swarm-events.ts';
import { VolumeStore } from './volumes/store.ts';
import { viewOf, type EngineView } from './view.ts';

const socket = '/var/run/docker.sock';

export interface EngineOptions {
  host: Host;
  registry: Registry;
  /** Images that the host has pulled already: all, or references. */
  cached: 'all' | readonly string[];
}

/** Docker Engine on one host, as the lab sees it. */
export interface Engine extends EngineView {
  readonly running: boolean;
  readonly member: Member;
  /** Told when anything that the views show may have changed. */
  readonly changed: Signal<void>;
}

/** Installs an engine: the service `docker`, which boots with the host and answers at /var/run/docker.sock. */
export function createEngine({ host, registry, cached }: EngineOptions): Engine {
  const { clock, chance } = host;
  const events = new Events(clock);
  const member = createMember({
    hostname: host.name,
    clock,
    chance,
    plug: host.plug,
    executor: createExecutor(() => daemon),
  });
  const daemon: Daemon = {
    host,
    clock,
    chance,
    id: engineId(chance.base36('engine', host.name, 25) + chance.base36('engine', host.name, 25)),
    registry,
    events,
    images: new ImageStore(registry, cached),
    networks: new NetworkStore(host),
    volumes: new VolumeStore(host, clock, events),
    containers: new ContainerStore(),
    ports: new PortTable(),
    mesh: new Mesh(() => daemon),
    swarm: new SwarmSide(member),
  };
  const api = createRouter(clock, routesOf(daemon));
  const changed = new Signal<void>();
  events.subscribe(() => changed.emit());
  const store = new StoreWatch(member, events);
  const handler: HttpHandler = function* (request) {
    const answer = yield* api(request);
    store.follow();
    return answer;
  };
  const service = new DockerService(daemon, handler, store);
  host.services.set(service.name, service);
  return {
    ...viewOf(daemon),
    member,
    changed,
    get running() {
      return service.active;
    },
  };
}

/** `F7DN:UPPC:…`, twelve groups of four. */
function engineId(digits: string): string {
  return (digits.toUpperCase().match(/.{4}/g) ?? []).slice(0, 12).join(':');
}

/** Follows the store of this node as a manager, which is another one after each init or join, for the swarm's events. */
class StoreWatch {
  readonly #member: Member;
  readonly #events: Events;
  #control: Control | undefined;
  #cancel: (() => void) | undefined;

  constructor(member: Member, events: Events) {
    this.#member = member;
    this.#events = events;
  }

  follow(): void {
    const { control } = this.#member;
    if (control === this.#control) return;
    this.#cancel?.();
    this.#control = control;
    this.#cancel = control && tellSwarmEvents(control, this.#events);
  }
}

/** dockerd as systemd knows it. */
class DockerService implements Service {
  readonly name = 'docker';
  readonly description = 'Docker Application Container Engine';
  enabled = true;
  active = false;
  since: number | undefined;
  readonly #daemon: Daemon;
  readonly #handler: HttpHandler;
  readonly #store: StoreWatch;
  #end: (() => void) | undefined;

  constructor(daemon: Daemon, handler: HttpHandler, store: StoreWatch) {
    this.#daemon = daemon;
    this.#handler = handler;
    this.#store = store;
  }

  *start(): Co<void> {
    const { host, clock, swarm } = this.#daemon;
    if (this.active) return;
    this.#process();
    yield* sleep(clock, lasts(this.#daemon, 'daemon', 400, 600));
    this.active = true;
    this.since = clock.now;
    host.sockets.set(socket, this.#handler);
    restoreEverything(this.#daemon);
    swarm.member.start();
    this.#store.follow();
  }

  *stop(): Co<void> {
    const { host, clock, swarm } = this.#daemon;
    if (!this.active) return;
    swarm.member.stop();
    this.#daemon.mesh.close();
    yield* stopEverything(this.#daemon);
    yield* sleep(clock, lasts(this.#daemon, 'daemon', 300, 500));
    host.sockets.delete(socket);
    this.active = false;
    this.since = clock.now;
    this.#end?.();
  }

  powerLost(): void {
    loseEverything(this.#daemon);
    this.#daemon.mesh.close();
    this.#daemon.swarm.member.stop();
    this.active = false;
    this.since = undefined;
  }

  /** What `ps` shows of it. */
  #process(): void {
    this.#daemon.host.root.start({
      argv: ['/usr/bin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'],
      program: (self) => {
        self.trap('SIGTERM', 'ignore');
        return wait<number>((resume) => {
          this.#end = () => resume.value(0);
          return undefined;
        });
      },
    });
  }
}
