import type { JSX } from 'preact';
import { fill, messages, type Locale, type Messages } from '../../i18n/index.ts';
import type { Verdict } from '../../lessons/predicates/predicate.ts';
import { Icon } from '../icons.tsx';
import { condition } from '../model/conditions.ts';
import { rich } from '../model/rich.tsx';
import { paused } from '../state/lab.ts';
import {
  active,
  advice,
  isSolved,
  lesson,
  openHint,
  progress,
  resetStep,
  standing,
  travelling,
} from '../state/lesson.ts';
import { AskBox } from './AskBox.tsx';
import { Hints } from './Hints.tsx';

interface Props {
  locale: Locale;
  step: string;
  goal: string;
  /** Names of the step's checks. */
  checks: readonly string[];
}

/** A step's goal: one line per condition, judged as the cluster changes, with what it is now while unmet. */
export default function GoalBox({ locale, step, goal, checks }: Props): JSX.Element {
  const t = messages(locale);
  const here = active.value === step && !travelling.value;
  const verdicts: readonly Verdict[] = (here && standing.value?.verdicts) || [];
  const solved = isSolved(step);
  const isMet = (i: number): boolean => verdicts[i]?.met ?? (!here && solved);
  const done = checks.filter((_, i) => isMet(i)).length;
  const level = progress.value.hints[step] ?? 0;
  const own = lesson.value?.steps.find((each) => each.id === step);
  const tip = here ? advice.value?.[locale] : undefined;
  return (
    <section class={`box goal ${done === checks.length ? 'met' : ''}`} aria-label={t.goal}>
      <header>
        <Icon name="flag" />
        <span>{t.goal}</span>
        <span class="grow" />
        <span class="num aside">
          {done} / {checks.length}
        </span>
      </header>
      <div class="in">
        <p>{rich(goal)}</p>
        <ul class="checks">
          {checks.map((name, i) => (
            <li key={name} class={isMet(i) ? 'ok' : 'no'}>
              <Icon name={isMet(i) ? 'check' : 'circle'} size={14} />
              <span>
                {rich(condition(name, locale))}
                {!isMet(i) && verdicts[i]?.message && (
                  <small>
                    {rich(verdicts[i].message[locale])}
                    {paused.value && ` ${t.goalPaused}`}
                  </small>
                )}
              </span>
            </li>
          ))}
        </ul>
        {own?.checks.map(
          (check) => check.question && <AskBox key={check.name} {...{ question: check.question, locale }} />,
        )}
        {tip !== undefined && <p class="callout">{rich(tip)}</p>}
      </div>
      {lesson.value && own && <Hints lesson={lesson.value} step={own} level={level} locale={locale} />}
      <GoalActions t={t} step={step} level={level} />
    </section>
  );
}

const levels = 3;

function GoalActions({ t, step, level }: { t: Messages; step: string; level: number }): JSX.Element {
  return (
    <div class="acts needs-js">
      <button
        type="button"
        class="btn s"
        aria-disabled={level >= levels - 1}
        onClick={() => level < levels - 1 && openHint(step, level + 1)}
      >
        <Icon name="bulb" size={14} />
        {level >= levels - 1 ? t.noMoreHints : fill(t.hint, { n: level + 1, all: levels - 1 })}
      </button>
      <button type="button" class="btn s" aria-disabled={level >= levels} onClick={() => openHint(step, levels)}>
        {t.solution}
      </button>
      <span class="grow" />
      <button type="button" class="btn s quiet" onClick={resetStep}>
        {t.resetStep}
      </button>
    </div>
  );
}
