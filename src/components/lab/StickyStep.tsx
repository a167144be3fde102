import type { JSX } from 'preact';
import { condition } from '../model/conditions.ts';
import { rich } from '../model/rich.tsx';
import type { Locale } from '../../i18n/index.ts';
import { Icon } from '../icons.tsx';
import { isSolved, lesson, shown, standing, stepAt } from '../state/lesson.ts';
import { showView } from '../state/layout.ts';

/** The step at the head of a phone's terminal and map: its title, and the first condition still missing. */
export function StickyStep({ locale }: { locale: Locale }): JSX.Element | null {
  const step = lesson.value?.steps[stepAt(shown.value)];
  if (!step || !lesson.value) return null;
  const verdicts = standing.value?.verdicts ?? [];
  const missing = step.checks[verdicts.findIndex((verdict) => !verdict.met)];
  const done = verdicts.filter((verdict) => verdict.met).length;
  return (
    <section class="sticky-step">
      <button type="button" onClick={() => showView('text')}>
        <span class="no">{stepAt(step.id) + 1}</span>
        <span class="grow">
          <b>{step.title[locale]}</b>
          <small>
            {done}/{step.checks.length}
            {missing && <> · {rich(condition(missing.name, locale))}</>}
          </small>
        </span>
        <Icon name="down" />
      </button>
      <StepDots />
    </section>
  );
}

/** One bar per step: done, now, to come. */
function StepDots(): JSX.Element {
  return (
    <div class="steps" aria-hidden="true">
      {lesson.value?.steps.map((step) => (
        <i key={step.id} class={step.id === shown.value ? 'now' : isSolved(step.id) ? 'done' : undefined} />
      ))}
    </div>
  );
}
