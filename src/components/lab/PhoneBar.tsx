import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import { Icon, type IconName } from '../icons.tsx';
import { phoneView, showView, unseen, type PhoneView } from '../state/layout.ts';

const icons: Readonly<Record<PhoneView, IconName>> = { text: 'text', terminal: 'terminal', map: 'map' };

/** The bar at the foot of a phone: text, terminal, map; a dot where something changed unseen. */
export function PhoneBar({ t }: { t: Messages }): JSX.Element {
  return (
    <nav class="mbar needs-js" aria-label={t.views}>
      {(['text', 'terminal', 'map'] as const).map((view) => (
        <button
          type="button"
          key={view}
          aria-current={phoneView.value === view ? 'true' : undefined}
          onClick={() => showView(view)}
        >
          <Icon name={icons[view]} size={20} />
          <span>{t[view]}</span>
          {unseen.value.has(view) && <span class="dot" role="img" aria-label={t.changed} />}
        </button>
      ))}
    </nav>
  );
}
