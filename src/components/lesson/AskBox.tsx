import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { messages, type Locale } from '../../i18n/index.ts';
import type { Question } from '../../lessons/schema.ts';
import { rich } from '../model/rich.tsx';
import { answer } from '../state/lesson.ts';
import { Options } from './Options.tsx';

/** A question about the lab as it is, which is one of the step's conditions. */
export function AskBox({ question, locale }: { question: Question; locale: Locale }): JSX.Element {
  const t = messages(locale);
  const [picked, setPicked] = useState<string>();
  return (
    <div class="ask">
      <p>{rich(question.question[locale])}</p>
      <Options
        name={question.question.en}
        label={question.question[locale].replaceAll('`', '')}
        options={Object.entries(question.options).map(([id, text]) => ({ id, text: text[locale] }))}
        picked={picked}
        pickedWord={t.answerIt}
        right={undefined}
        rightWord={t.answer}
        onPick={(id) => {
          setPicked(id);
          answer(question, id);
        }}
      />
    </div>
  );
}
