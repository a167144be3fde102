import { signal } from '@preact/signals';
import { parseProgress, serialize, type Progress } from '../../lessons/progress.ts';
import type { Lesson } from '../../lessons/schema.ts';

/** The name under which a lesson's progress is kept in the browser. */
export const progressKey = (lesson: string): string => `swarmbox:progress:${lesson}`;

/** The browser keeps nothing for us: progress lasts as long as the page. */
export const unkept = signal(false);

export function readProgress(lesson: Lesson): Progress {
  let text: string | null = null;
  try {
    text = localStorage.getItem(progressKey(lesson.id));
  } catch {
    unkept.value = true;
  }
  return parseProgress(text, lesson);
}

export function writeProgress(progress: Progress): void {
  try {
    localStorage.setItem(progressKey(progress.lesson), serialize(progress));
  } catch {
    unkept.value = true;
  }
}
