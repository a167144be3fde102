import type { Engine } from '../engine/index.ts';
import type { Control, Kinds } from '../swarm/index.ts';
import { peek } from './peek.ts';
import { diff } from './patch.ts';
import type { LabHeader } from './port.ts';
import * as present from './present.ts';
import type { ContainerView, HostView, Patch, SwarmView, View } from './view.ts';
import type { Machine, World } from './world.ts';

/** Looks at a world and tells what everybody outside may know of it. */
export class Observer {
  readonly #world: World;
  readonly #header: LabHeader;
  readonly #terminals: () => View['terminals'];
  /** What was told last: patches start from here. */
  #told: View | undefined;
  /** The swarm as it was last seen with a leader. */
  #known: SwarmView | undefined;

  constructor(world: World, header: LabHeader, terminals: () => View['terminals']) {
    this.#world = world;
    this.#header = header;
    this.#terminals = terminals;
  }

  /** The whole view, at this instant. */
  observe(): View {
    const machines = [...this.#world.machines.values()];
    return {
      version: 1,
      clock: { now: this.#world.clock.now, start: this.#header.start },
      hosts: Object.fromEntries(machines.map((machine) => [machine.host.name, this.#host(machine)])),
      swarm: this.#swarm(machines),
      containers: Object.fromEntries(machines.flatMap(containersOf)),
      requests: [],
      terminals: this.#terminals(),
    };
  }

  /** What changed since the last call; nothing where only the clock moved. */
  changes(): Patch[] {
    const after = this.observe();
    const patches = this.#told ? diff(this.#told, after) : [{ path: [], value: after }];
    if (patches.every(({ path }) => path[0] === 'clock')) return [];
    this.#told = after;
    return patches;
  }

  #host({ host, engine }: Machine): HostView {
    const { member, running } = engine;
    const on = host.powered && running;
    return {
      name: host.name,
      address: host.address,
      powered: host.powered,
      engine: on ? 'running' : 'stopped',
      cutFrom: this.#world.fabric.cuts.flatMap((cut) =>
        cut.includes(host.name) ? cut.filter((name) => name !== host.name) : [],
      ),
      swarm: { state: on ? member.state : 'inactive', nodeId: member.nodeId, manager: on && member.isManager },
      volumes: engine.volumes(),
      networks: engine.networks(),
    };
  }

  /** The leader's store. Without a leader the last known one stays, with nobody leading it. */
  #swarm(machines: readonly Machine[]): SwarmView | undefined {
    const managers = machines.filter(({ host, engine }) => host.powered && engine.running && engine.member.isManager);
    for (const { engine } of managers) {
      const control = engine.member.control;
      const swarm = control && swarmOf(control, engine.member.nodeId);
      if (!swarm) continue;
      this.#known = swarm;
      return swarm;
    }
    const stillIn = machines.some(({ engine }) => engine.member.state !== 'inactive');
    return this.#known && stillIn ? { ...this.#known, leader: undefined } : undefined;
  }
}

function containersOf({ host, engine }: Machine): [string, ContainerView][] {
  if (!host.powered) return [];
  return engine
    .containers()
    .map((container: ReturnType<Engine['containers']>[number]) => [container.id, { ...container, host: host.name }]);
}

/** A leader answers at once; another manager would have to ask it, and is passed over. */
function swarmOf(control: Control, self: string): SwarmView | undefined {
  const list = <K extends keyof Kinds>(kind: K): readonly Kinds[K][] => peek(control.list(kind)) ?? [];
  const cluster = list('cluster')[0];
  const nodes = list('node');
  if (!cluster || !nodes.some(({ id, managerStatus }) => id === self && managerStatus?.leader)) return undefined;
  return present.swarm({
    cluster,
    nodes,
    services: list('service'),
    tasks: list('task'),
    networks: list('network'),
    secrets: list('secret'),
    configs: list('config'),
  });
}
