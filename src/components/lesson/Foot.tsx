import type { JSX } from 'preact';
import { messages, type Locale } from '../../i18n/index.ts';
import { Icon } from '../icons.tsx';
import { active, back, forward, isSolved, lesson, shown, standing, stepAt } from '../state/lesson.ts';
import { unkept } from '../state/progress.ts';

/** Back, skip, next. Next is quiet until the goal is met; skip is always there. */
export default function Foot({ locale, home }: { locale: Locale; home: string }): JSX.Element {
  const t = messages(locale);
  const at = stepAt(shown.value);
  const last = lesson.value !== undefined && at === lesson.value.steps.length - 1;
  const met = isSolved(shown.value) || (active.value === shown.value && standing.value?.met === true);
  return (
    <>
      <button type="button" class="btn" aria-disabled={at <= 0} onClick={back}>
        <Icon name="back" size={14} />
        {t.back}
      </button>
      {!last && !met && (
        <button type="button" class="btn quiet s" onClick={forward}>
          {t.skip}
        </button>
      )}
      <span class="grow">{unkept.value && <small class="mute">{t.progressLost}</small>}</span>
      {last && met ? (
        <a class="btn primary" href={home}>
          {t.finished}
        </a>
      ) : (
        <button
          type="button"
          class={met ? 'btn primary' : 'btn'}
          aria-disabled={!met || last}
          onClick={() => met && forward()}
        >
          {last ? t.finish : t.next}
          <Icon name="next" size={14} />
        </button>
      )}
    </>
  );
}
