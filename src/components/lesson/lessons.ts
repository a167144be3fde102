import type { Lesson } from '../../lessons/schema.ts';

/* Lessons as the site's build sees them; pages load their own by themselves. */

const modules = import.meta.glob<{ default: Lesson }>('../../../content/*/lab.ts', { eager: true });

/** Every lesson that exists, in the order of the course. */
export const lessons: readonly Lesson[] = Object.values(modules)
  .map((module) => module.default)
  .sort((a, b) => a.number - b.number);

/** @throws Error where there is no such lesson */
export function lessonNamed(id: string | undefined): Lesson {
  const found = lessons.find((lesson) => lesson.id === id);
  if (!found) throw new Error(`no lesson ${String(id)}`);
  return found;
}
