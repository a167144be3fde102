import { effect } from '@preact/signals';
import { fill, messages } from '../../i18n/index.ts';
import { labPage } from '../state/page.ts';
import { isSolved, lesson, shown, stepAt } from '../state/lesson.ts';

/** Keeps the bars of the steps, drawn by the server, in step with the progress; and their name for who cannot see them. */
export function startStepBars(): void {
  const t = messages(labPage().locale);
  effect(() => {
    const steps = lesson.value?.steps ?? [];
    const now = shown.value;
    const done = steps.filter((step) => isSolved(step.id)).length;
    for (const bar of document.querySelectorAll('[data-steps]')) {
      bar.setAttribute('aria-label', fill(t.stepsDone, { now: stepAt(now) + 1, all: steps.length, done }));
      for (const [i, mark] of [...bar.children].entries()) {
        const id = steps[i]?.id ?? '';
        mark.className = id === now ? 'now' : isSolved(id) ? 'done' : '';
      }
    }
  });
}
