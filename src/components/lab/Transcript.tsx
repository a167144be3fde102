import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import { showTranscript } from '../state/layout.ts';
import { transcript } from '../state/transcript.ts';

/** What the terminals ran, command by command. Read out as it grows, also while it is not shown. */
export function Transcript({ t }: { t: Messages }): JSX.Element {
  const shown = showTranscript.value;
  return (
    <div
      class={shown ? 'transcript' : 'vh'}
      role="log"
      aria-label={t.transcript}
      // It scrolls, so the keyboard must reach it.
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={shown ? 0 : -1}
    >
      {shown && transcript.value.length === 0 && <p class="faint">{t.transcriptEmpty}</p>}
      {transcript.value.map((entry) => (
        <article key={entry.id}>
          <h4>
            {entry.host} $ {entry.command}
          </h4>
          {entry.output !== '' && <pre>{entry.output}</pre>}
        </article>
      ))}
    </div>
  );
}
