import type { JSX } from 'preact';
import { messages, type Locale } from '../../i18n/index.ts';
import { hintsOf, type Hint } from '../../lessons/hints.ts';
import type { Lesson, Step } from '../../lessons/schema.ts';
import { rich } from '../model/rich.tsx';
import { CommandBlock } from './CommandBlock.tsx';
import { Words } from './Words.tsx';

/** The hints that were opened, up to a level: where to look, the solution with blanks, the solution. */
export function Hints(props: { lesson: Lesson; step: Step; level: number; locale: Locale }): JSX.Element | null {
  const { lesson, step, level, locale } = props;
  if (level === 0) return null;
  const opened = hintsOf(lesson, step).filter((hint) => hint.level <= level);
  return (
    <ol class="hints">
      {opened.map((hint) => (
        <li key={hint.level}>
          <span class="no" aria-hidden="true">
            {hint.level}
          </span>
          <HintBody hint={hint} locale={locale} />
        </li>
      ))}
    </ol>
  );
}

function HintBody({ hint, locale }: { hint: Hint; locale: Locale }): JSX.Element {
  if (hint.level === 1) return <p>{rich(hint.text[locale])}</p>;
  if (hint.level === 2)
    return (
      <pre>
        {hint.commands.map(({ host, line }) => (
          <div key={line}>
            {host}$ <Words line={line} />
          </div>
        ))}
      </pre>
    );
  return (
    <div class="opts">
      <b>{messages(locale).solutionTitle}</b>
      {hint.commands.map((command) => (
        <CommandBlock key={command.line} {...command} locale={locale} />
      ))}
    </div>
  );
}
