import type { Lesson } from '../../lessons/schema.ts';
import { outputsOf } from '../../lessons/outputs.ts';
import type { ShownLine } from '../../lessons/shown.ts';
import { advanceTo } from '../../lab/pace.ts';

const made = new Map<string, Promise<ReadonlyMap<string, readonly ShownLine[]>>>();

async function make(lesson: Lesson, id: string): Promise<ReadonlyMap<string, readonly ShownLine[]>> {
  const step = lesson.steps.find((each) => each.id === id);
  if (!step) throw new Error(`${lesson.id}: no step ${id}`);
  const work = outputsOf(lesson, step);
  let next = work.next();
  // Each stop waits for a chunk that the emulator loads lazily.
  while (!next.done) {
    await advanceTo(next.value, next.value.now);
    next = work.next();
  }
  return next.value;
}

/** An output of a step, made once for all languages. */
export async function shownOutput(lesson: Lesson, step: string, name: string): Promise<readonly ShownLine[]> {
  const key = `${lesson.id}/${step}`;
  let outputs = made.get(key);
  if (!outputs) made.set(key, (outputs = make(lesson, step)));
  const lines = (await outputs).get(name);
  if (!lines) throw new Error(`${key}: no output ${name}`);
  return lines;
}
