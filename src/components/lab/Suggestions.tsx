import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import { shown } from '../state/lesson.ts';

/** On a phone, the commands of the step above the input row; `commands.ts` listens to their buttons. */
export function Suggestions({ t }: { t: Messages }): JSX.Element | null {
  if (import.meta.env.SSR || shown.value === '') return null;
  const buttons = document.querySelectorAll<HTMLElement>(`#${CSS.escape(shown.value)} [data-run]`);
  return (
    <div class="suggest only-s" role="group" aria-label={t.suggestions}>
      {[...buttons].map(({ dataset: { run, host } }) => (
        <button type="button" class="btn s" key={run} data-run={run} data-host={host}>
          {run}
        </button>
      ))}
    </div>
  );
}
