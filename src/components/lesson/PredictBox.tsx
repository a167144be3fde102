import type { JSX } from 'preact';
import { messages, type Locale } from '../../i18n/index.ts';
import { rightAnswer } from '../../lessons/predicates/ask.ts';
import { Icon } from '../icons.tsx';
import { rich } from '../model/rich.tsx';
import { latestView } from '../state/lab.ts';
import { active, isSolved, lesson, predict, progress, standing, travelling } from '../state/lesson.ts';
import { Options } from './Options.tsx';

interface Props {
  locale: Locale;
  step: string;
  id: string;
  question: string;
  options: readonly { id: string; text: string }[];
}

/** Asked before the command, never graded, never in the way. Once the step's goal is met, the answer and its reason. */
export default function PredictBox({ locale, step, id, question, options }: Props): JSX.Element {
  const t = messages(locale);
  const picked = progress.value.predictions[`${step}/${id}`];
  const own = lesson.value?.steps.find((each) => each.id === step)?.predictions?.[id];
  const over = isSolved(step) || (active.value === step && !travelling.value && standing.value?.met === true);
  const view = latestView();
  const right = over && own && view ? rightAnswer(own, view) : undefined;
  return (
    <section class="box quiz" aria-label={t.predict}>
      <header>
        <Icon name="eye" />
        <span>{t.predict}</span>
        <span class="grow" />
        <span class="aside">{t.predictAnswer}</span>
      </header>
      <div class="in">
        <p class="q">{rich(question)}</p>
        <Options
          name={`${step}/${id}`}
          label={question.replaceAll('`', '')}
          options={options}
          picked={picked}
          pickedWord={t.myGuess}
          right={right}
          rightWord={t.answer}
          onPick={(option) => predict(step, id, option)}
        />
        {right !== undefined && own && <p class="because">{rich(own.reason[locale])}</p>}
      </div>
    </section>
  );
}
