import type { ImageDefinition } from '../host/index.ts';
import { mix, run, Signal, type Hold, type Micros } from '../sim/index.ts';
import { applyInput } from './inputs.ts';
import { Observer } from './observe.ts';
import type { FromLab, Input, LabHeader, Script, ScriptLine } from './port.ts';
import { formSwarm } from './swarm.ts';
import { Terminals } from './terminals.ts';
import { buildWorld, type World } from './world.ts';
import type { View } from './view.ts';

export interface LabOptions {
  /** The catalogue; the product's own when absent. */
  images: readonly ImageDefinition[];
  /** What every host has pulled already; all by default. */
  cached?: 'all' | readonly string[];
}

/** A digest of the view goes into the script at every so many lines. */
const digestEvery = 50;

/** How far an advance came: all the way, stopped by its caller, or held by a lazy import (see `holds`). */
export type Advance = 'reached' | 'stopped' | 'held';

/**
 * One lab: a world, its script, and the view of it. Synchronous; whoever owns it makes time pass with `advance`. The same
 * header and script give the same outputs in the same order, however the advances are sliced.
 */
export class Lab {
  readonly header: LabHeader;
  readonly world: World;
  readonly terminals: Terminals;
  readonly output = new Signal<FromLab>();
  readonly #observer: Observer;
  /** Inputs that wait for the event under way, or for a hold, to end; with the digest they had when recorded. */
  #inbox: { input: Input; digest?: string }[] = [];
  /** Lines of a script being replayed, soonest first. */
  #coming: ScriptLine[] = [];
  #lines: ScriptLine[] = [];
  #seq = 0;

  constructor(header: LabHeader, options: LabOptions) {
    this.header = header;
    this.world = buildWorld(header, options.images, options.cached ?? 'all');
    this.terminals = new Terminals((terminal, data) => {
      this.output.emit({ type: 'terminal.output', terminal, data });
    });
    this.#observer = new Observer(this.world, header, () => this.terminals.view());
    this.#boot();
  }

  /** The present instant, microseconds since the Unix epoch. */
  get now(): Micros {
    return this.world.clock.now;
  }

  /** Imports that must be awaited before time goes on; settle each, then call `release`. */
  get holds(): readonly Hold[] {
    return this.world.clock.holds;
  }

  release(): void {
    this.world.clock.release();
  }

  /** The state as everybody outside may know it. */
  view(): View {
    return this.#observer.observe();
  }

  /** The view as 32 hexadecimal digits: equal in two labs that are in the same state. */
  digest(): string {
    return [...mix('view', JSON.stringify(this.view()))].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  script(): Script {
    return { header: this.header, lines: [...this.#lines] };
  }

  /** Something happens to the lab: after every event due now, or as soon as a hold ends. */
  input(input: Input): void {
    this.#inbox.push({ input });
    this.#takeInputs();
  }

  /** Lines that will happen at their recorded times as the clock comes by. */
  replay(lines: readonly ScriptLine[]): void {
    this.#coming.push(...lines);
  }

  /** Makes time pass up to `until`. `stop` is asked after each event. */
  advance(until: Micros, stop?: () => boolean): Advance {
    for (;;) {
      if (!this.#takeInputs()) return 'held';
      const line = this.#coming[0];
      const target = line ? Math.min(until, line.at) : until;
      const came = this.#run(target, stop);
      if (came !== 'reached') return came;
      if (!line || line.at > until) return 'reached';
      this.#coming.shift();
      this.#inbox.push(line);
    }
  }

  /** Runs one event (the step button); false when nothing is due or a hold is open. */
  step(): boolean {
    const next = this.world.clock.next();
    if (next === undefined || !this.#takeInputs()) return false;
    return this.#run(next, () => true) === 'stopped';
  }

  /** Runs events up to `until`, publishing the view each time that the clock is about to move past a change. */
  #run(until: Micros, stop?: () => boolean): Advance {
    const { clock } = this.world;
    for (;;) {
      const next = clock.next();
      if (next === undefined || next > clock.now) this.#publish();
      if (!clock.step(until)) break;
      if (stop?.()) return 'stopped';
    }
    return clock.advance(until);
  }

  #publish(): void {
    const patches = this.#observer.changes();
    if (patches.length > 0) this.output.emit({ type: 'patch', patches });
  }

  #takeInputs(): boolean {
    while (this.#inbox.length > 0) {
      if (this.#run(this.now) === 'held') return false;
      const { input, digest: recorded } = this.#inbox.shift() as { input: Input; digest?: string };
      const line: ScriptLine = { at: this.now, seq: this.#seq++, input };
      if (line.seq % digestEvery === digestEvery - 1) {
        line.digest = this.digest();
        if (recorded && recorded !== line.digest) this.output.emit({ type: 'diverged', seq: line.seq });
      }
      this.#lines.push(line);
      applyInput(this, input);
      this.output.emit({ type: 'script.line', line });
    }
    return this.holds.length === 0;
  }

  /** The hosts have been on for a minute when the lab begins, their swarm formed. */
  #boot(): void {
    const { clock, machines } = this.world;
    const members = (this.header.topology.swarm ?? []).map((name) => {
      const machine = machines.get(name);
      if (!machine) throw new Error(`the swarm names an unknown host: ${name}`);
      return machine;
    });
    let failure: Error | undefined;
    run(clock, formSwarm(clock, members), ({ ok, ...outcome }) => {
      if (!ok && 'error' in outcome) failure = outcome.error as Error;
    });
    this.#run(this.header.start);
    if (failure) throw failure;
  }
}
