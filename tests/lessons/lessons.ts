import { readFileSync } from 'node:fs';
import { languages, type Language, type Lesson } from '../../src/lessons/index.ts';
import { prose, type Prose } from './prose.ts';

export interface Shipped {
  readonly lesson: Lesson;
  readonly prose: Readonly<Record<Language, Prose>>;
}

const modules = import.meta.glob<{ default: Lesson }>('../../content/*/lab.ts', { eager: true });

/** Every lesson there is, with its prose. */
export const shipped: readonly Shipped[] = Object.entries(modules).map(([path, { default: lesson }]) => {
  const folder = path.replace(/lab\.ts$/, '');
  const read = (language: Language): Prose =>
    prose(readFileSync(new URL(`${folder}${language}.mdx`, import.meta.url), 'utf8'));
  return { lesson, prose: Object.fromEntries(languages.map((each) => [each, read(each)])) as Shipped['prose'] };
});
