import { headerOf } from '../../lab/create.ts';
import type { LabHeader } from '../../lab/index.ts';
import { starts } from '../../lessons/starts.ts';
import { lessons } from '../lesson/lessons.ts';
import type { Lesson } from '../../lessons/schema.ts';

/** What a page's `lab` in its front matter stands for. */
export interface PageLab {
  header: LabHeader;
  lesson: Lesson | undefined;
}

/**
 * The lab of a page: `home` is three hosts that form a swarm, any other name is a lesson's.
 * @throws Error where no lesson has that name
 */
export function pageLab(name: string | undefined): PageLab | undefined {
  if (name === undefined) return undefined;
  if (name === 'home') return { header: headerOf(starts.S3, 'home'), lesson: undefined };
  const lesson = lessons.find((each) => each.id === name);
  if (!lesson) throw new Error(`no lesson ${name}`);
  return { header: headerOf(starts[lesson.start], lesson.id), lesson };
}
