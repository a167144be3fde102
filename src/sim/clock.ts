import type { Micros } from './time.ts';

/** Undoes what was arranged; harmless when it has happened already. */
export type Cancel = () => void;

interface Timer {
  at: Micros;
  seq: number;
  run: (() => void) | undefined;
}

/** A real import that the lab's door must await before virtual time may go on (see `load` in coroutine.ts). */
export interface Hold {
  start: () => PromiseLike<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The only time there is below the site. Work is ordered by (time, sequence); `soon` work runs before any timer,
 * first come, first served, and takes no time. Nothing runs by itself: somebody calls `step`.
 */
export class Clock {
  #now: Micros;
  #seq = 0;
  #ready: (() => void)[] = [];
  #readyHead = 0;
  #timers: Timer[] = [];
  #holds: Hold[] = [];
  #steps = 0;

  /** @param start the first instant, microseconds since the Unix epoch */
  constructor(start: Micros) {
    this.#now = start;
  }

  /** The present instant, microseconds since the Unix epoch. */
  get now(): Micros {
    return this.#now;
  }

  /** How many pieces of work have run: the measure of what a script costs to replay. */
  get steps(): number {
    return this.#steps;
  }

  /** Runs `work` at the present instant, after the piece of work under way. */
  soon(work: () => void): void {
    this.#ready.push(work);
  }

  /** Runs `work` after `delay` microseconds (fractions are rounded up, negative counts as 0). */
  after(delay: Micros, work: () => void): Cancel {
    return this.at(this.#now + Math.max(0, Math.ceil(delay)), work);
  }

  /** Runs `work` at an instant; one in the past counts as now. */
  at(time: Micros, work: () => void): Cancel {
    const timer: Timer = { at: Math.max(time, this.#now), seq: this.#seq++, run: work };
    push(this.#timers, timer);
    return () => {
      timer.run = undefined;
    };
  }

  /** The instant of the next piece of work; undefined when nothing is arranged. */
  next(): Micros | undefined {
    if (this.#readyHead < this.#ready.length) return this.#now;
    while (this.#timers[0] && !this.#timers[0].run) pop(this.#timers);
    return this.#timers[0]?.at;
  }

  /** Runs one piece of work due at or before `limit`. False: there is none, or a hold is open. */
  step(limit: Micros = Infinity): boolean {
    if (this.#holds.length > 0) return false;
    const next = this.next();
    if (next === undefined || next > limit) return false;
    this.#steps++;
    if (this.#readyHead < this.#ready.length) {
      const work = this.#ready[this.#readyHead++] as () => void;
      if (this.#readyHead === this.#ready.length) [this.#ready, this.#readyHead] = [[], 0];
      work();
      return true;
    }
    const timer = pop(this.#timers) as Timer;
    this.#now = timer.at;
    timer.run?.();
    return true;
  }

  /**
   * Runs everything due up to and including `until`, then stands at `until`. `stop` is asked after each piece of work
   * and ends the run early (a slice of real time is used up, say).
   */
  advance(until: Micros, stop?: () => boolean): 'reached' | 'held' | 'stopped' {
    while (this.step(until)) if (stop?.()) return 'stopped';
    if (this.#holds.length > 0) return 'held';
    this.#now = Math.max(this.#now, until);
    return 'reached';
  }

  /** Opens a hold: no work runs until it is settled through `takeHolds`. */
  hold(hold: Hold): void {
    this.#holds.push(hold);
  }

  /** The open holds, for the lab's door: await each `start()`, settle each, then call `release`. */
  get holds(): readonly Hold[] {
    return this.#holds;
  }

  /** Ends every hold; call after settling all of them. */
  release(): void {
    this.#holds = [];
  }
}

const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.seq < b.seq);

function push(heap: Timer[], timer: Timer): void {
  let i = heap.length;
  heap.push(timer);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(timer, heap[parent] as Timer)) break;
    heap[i] = heap[parent] as Timer;
    i = parent;
  }
  heap[i] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child++;
    if (!before(heap[child] as Timer, last)) break;
    heap[i] = heap[child] as Timer;
    i = child;
  }
  heap[i] = last;
  return top;
}
