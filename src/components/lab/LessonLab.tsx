import { useEffect } from 'preact/hooks';
import type { JSX } from 'preact';
import { messages, type Locale } from '../../i18n/index.ts';
import type { HostSpec } from '../../lab/index.ts';
import { resetLesson } from '../state/lesson.ts';
import { Announcer } from './Announcer.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { PhoneInput } from './PhoneInput.tsx';
import { Splitter } from './Splitter.tsx';
import { StickyStep } from './StickyStep.tsx';
import { Suggestions } from './Suggestions.tsx';
import { TerminalFoot, Terminals } from './Terminals.tsx';
import { TimeBar } from './TimeBar.tsx';
import { Upper } from './Upper.tsx';

/** The lab beside a lesson: map above terminal above time. */
export default function LessonLab({ locale, hosts }: { locale: Locale; hosts: readonly HostSpec[] }): JSX.Element {
  const t = messages(locale);
  useEffect(() => void import('./wire.ts').then(({ wireLesson }) => wireLesson()), []);
  return (
    <>
      <Splitter label={t.textAndLab} property="--text-w" orientation="vertical" min={360} max={640} initial={448} />
      <StickyStep locale={locale} />
      <Upper hosts={hosts} t={t} />
      <Splitter
        label={t.mapAndTerminal}
        property="--term-h"
        orientation="horizontal"
        min={180}
        max={720}
        initial={352}
      />
      <Terminals hosts={hosts} t={t}>
        <TerminalFoot t={t} />
        <Suggestions t={t} />
        <PhoneInput t={t} />
      </Terminals>
      <TimeBar t={t} onReset={resetLesson} />
      <PhoneBar t={t} />
      <Announcer />
    </>
  );
}
