import { hour, second, type Micros } from '../sim/index.ts';
import { execute, type Execution, type ExecuteOptions } from './exec.ts';
import type { Lab } from './lab.ts';

/*
 * The lab's door to real time: the one place below the site where the wall clock is read and promises are awaited.
 */

/** Awaits the imports that hold a lab, hands each its module or its error, and lets time go on. */
export async function settleHolds(lab: Lab): Promise<void> {
  const holds = [...lab.holds];
  const outcomes = await Promise.allSettled(holds.map(async (hold) => hold.start()));
  lab.release();
  holds.forEach((hold, i) => {
    const outcome = outcomes[i];
    if (outcome?.status === 'fulfilled') hold.resolve(outcome.value);
    else hold.reject(outcome?.reason);
  });
}

/** Makes time pass up to `until`, awaiting imports on the way. For tests and tools: as fast as the machine can. */
export async function advanceTo(lab: Lab, until: Micros, stop?: () => boolean): Promise<void> {
  while (lab.advance(until, stop) === 'held') await settleHolds(lab);
}

/**
 * Runs a command on a host until it ends, or for `limit` microseconds of virtual time; then it is killed and `exit` is -1.
 * @throws Error where the lab has no such host
 */
export async function runCommand(
  lab: Lab,
  hostName: string,
  command: string,
  { limit = 600 * second, ...options }: ExecuteOptions & { limit?: Micros } = {},
): Promise<{ stdout: string; stderr: string; exit: number }> {
  const host = lab.world.machines.get(hostName)?.host;
  if (!host) throw new Error(`no host ${hostName}`);
  const execution = execute(host, command, options);
  await advanceTo(lab, lab.now + limit, () => execution.exit !== undefined);
  return outcome(execution);
}

function outcome(execution: Execution): { stdout: string; stderr: string; exit: number } {
  const exit = execution.exit ?? -1;
  if (exit === -1) execution.signal('SIGKILL');
  return { stdout: execution.stdout, stderr: execution.stderr, exit };
}

/** Real milliseconds that one slice of work may take before messages are looked at again. */
const sliceLimit = 8;
/** Above this rate time pauses by itself after `idleLimit` without an input, so that no script costs minutes to replay. */
const fastRate = 60;
const idleLimit: Micros = hour;

/** Lets a lab's time follow the wall clock at a rate. */
export class Pace {
  readonly #lab: Lab;
  readonly #afterSlice: () => void;
  readonly #onError: (error: unknown) => void;
  #disposed = false;
  #rate = 1;
  /** Where virtual and real time were last tied together. */
  #anchor: { virtual: Micros; real: number };
  #lastInput: Micros;
  #goal: Micros | undefined;
  #working = false;
  #scheduled = false;

  /**
   * @param afterSlice called after each slice of work, to send what has gathered
   * @param onError called when the emulator itself fails; time stands still from then on
   */
  constructor(lab: Lab, afterSlice: () => void, onError: (error: unknown) => void) {
    this.#lab = lab;
    this.#afterSlice = afterSlice;
    this.#onError = onError;
    this.#anchor = { virtual: lab.now, real: performance.now() };
    this.#lastInput = lab.now;
    this.#schedule(0);
  }

  get rate(): number {
    return this.#rate;
  }

  /** Virtual per real time, 0 to 1000; 0 pauses. */
  setRate(rate: number): void {
    this.#tie();
    this.#rate = Math.min(1000, Math.max(0, Number.isFinite(rate) ? rate : 1));
    this.#lastInput = this.#lab.now;
    this.#schedule(0);
  }

  /** Runs up to an instant as fast as it can, then goes on at the rate. */
  runTo(until: Micros): void {
    this.#goal = until;
    this.#schedule(0);
  }

  /** An input came: it happens now, not when the next slice is due. */
  wake(): void {
    this.#lastInput = this.#lab.now;
    this.#schedule(0);
  }

  /** Time stops for good. */
  dispose(): void {
    this.#disposed = true;
  }

  #tie(): void {
    this.#anchor = { virtual: this.#lab.now, real: performance.now() };
  }

  #schedule(delay: number): void {
    if (this.#scheduled && delay > 0) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#slice().catch((error: unknown) => {
        this.dispose();
        this.#onError(error);
      });
    }, delay);
  }

  async #slice(): Promise<void> {
    if (this.#working || this.#disposed) return;
    this.#working = true;
    const began = performance.now();
    const target = this.#goal ?? this.#target(began);
    const came = this.#lab.advance(target, () => performance.now() - began > sliceLimit);
    if (came === 'held') {
      await settleHolds(this.#lab);
      this.#tie();
    }
    if (came === 'reached' && this.#goal !== undefined) {
      this.#goal = undefined;
      this.#tie();
    }
    this.#working = false;
    this.#afterSlice();
    // A machine too slow for the rate falls behind honestly: time is tied anew instead of being owed.
    if (came === 'stopped' && this.#goal === undefined) this.#tie();
    if (came !== 'reached' || this.#rate > 0) this.#schedule(came === 'reached' ? this.#untilNext() : 0);
  }

  #target(real: number): Micros {
    const target = this.#anchor.virtual + Math.floor((real - this.#anchor.real) * 1000 * this.#rate);
    if (this.#rate <= fastRate || target <= this.#lastInput + idleLimit) return Math.max(target, this.#lab.now);
    this.#rate = 0;
    return Math.max(this.#lastInput + idleLimit, this.#lab.now);
  }

  /** Real milliseconds until the next event is due, at most a frame so that the clock on the page moves. */
  #untilNext(): number {
    const next = this.#lab.world.clock.next();
    const frame = 16;
    if (next === undefined || this.#rate === 0) return frame;
    return Math.min(frame, Math.max(1, (next - this.#lab.now) / 1000 / this.#rate));
  }
}
