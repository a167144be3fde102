import type { JSX } from 'preact';
import { fill, messages, type Locale } from '../../i18n/index.ts';
import { Icon } from '../icons.tsx';
import { Words } from './Words.tsx';

/** A command with its buttons, as `Run.astro` draws it; `commands.ts` listens to both. */
export function CommandBlock({ host, line, locale }: { host: string; line: string; locale: Locale }): JSX.Element {
  const t = messages(locale);
  return (
    <div class="cmd">
      <div class="text-side">
        <span class="at">{host}</span>
        <pre>
          <code>
            <Words line={line} />
          </code>
        </pre>
      </div>
      <div class="acts">
        <button type="button" data-run={line} data-host={host} title={fill(t.runOn, { host })}>
          <Icon name="prompt" size={14} />
          {t.run}
        </button>
        <button type="button" data-copy={line} aria-label={t.copy} title={t.copy}>
          <Icon name="copy" />
        </button>
      </div>
    </div>
  );
}
