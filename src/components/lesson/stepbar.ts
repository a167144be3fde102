import { effect } from '@preact/signals';
import { isSolved, lesson, shown } from '../state/lesson.ts';

/** Keeps the bars of the steps, drawn by the server, in step with the progress; and their name for who cannot see them. */
export function startStepBars(): void {
  effect(() => {
    const steps = lesson.value?.steps ?? [];
    const now = shown.value;
    for (const bar of document.querySelectorAll('[data-steps]'))
      for (const [i, mark] of [...bar.children].entries()) {
        const id = steps[i]?.id ?? '';
        mark.className = id === now ? 'now' : isSolved(id) ? 'done' : '';
      }
  });
}
