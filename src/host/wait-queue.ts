import { wait, type Co, type Resume } from '../sim/index.ts';

/** Sleepers on a condition. Whoever is woken looks at the condition again, so waking too often does no harm. */
export class WaitQueue {
  #sleepers = new Set<Resume<void>>();

  *sleep(): Co<void> {
    yield* wait<void>((resume) => {
      this.#sleepers.add(resume);
      return () => this.#sleepers.delete(resume);
    });
  }

  wake(): void {
    if (this.#sleepers.size === 0) return;
    const woken = [...this.#sleepers];
    this.#sleepers.clear();
    for (const sleeper of woken) sleeper.value();
  }
}
