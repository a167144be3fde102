import type { ComponentChildren, JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import type { HostSpec } from '../../lab/index.ts';
import { Icon } from '../icons.tsx';
import { create, failure } from '../state/lab.ts';
import { fontSize, showTranscript, wrapLines } from '../state/layout.ts';
import { activeHost, held, openedHosts, show } from '../state/terminals.ts';
import { fill } from '../../i18n/index.ts';
import { ScreenView } from './ScreenView.tsx';
import { Tabs } from './Tabs.tsx';
import { Transcript } from './Transcript.tsx';

const sizes = { min: 9, max: 24 };

/** The terminals of the hosts, one tab each, opened when first shown; and what they have run, as text. */
export function Terminals(props: {
  hosts: readonly HostSpec[];
  t: Messages;
  children?: ComponentChildren;
}): JSX.Element {
  const { hosts, t, children } = props;
  const first = hosts[0]?.name ?? '';
  const active = activeHost.value || first;
  const opened = openedHosts.value.length > 0 ? openedHosts.value : [first];
  const resizeText = (by: number): void => {
    fontSize.value = Math.max(sizes.min, Math.min(sizes.max, fontSize.value + by));
  };
  return (
    <section class="lower" aria-label={t.terminal}>
      <div class="tabs">
        <Tabs
          label={t.hostTerminals}
          tabs={hosts.map((host) => ({ id: host.name, label: host.name, mono: true }))}
          selected={active}
          panel="screens"
          onSelect={show}
        />
        <span class="end needs-js">
          <button type="button" class="btn icon s quiet hide-s" aria-label={t.smaller} onClick={() => resizeText(-1)}>
            <Icon name="minus" />
          </button>
          <button type="button" class="btn icon s quiet hide-s" aria-label={t.larger} onClick={() => resizeText(1)}>
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="btn quiet s"
            aria-pressed={wrapLines.value}
            onClick={() => (wrapLines.value = !wrapLines.value)}
          >
            {t.wrap}
          </button>
          <button
            type="button"
            class="btn quiet s hide-s"
            aria-pressed={showTranscript.value}
            onClick={() => (showTranscript.value = !showTranscript.value)}
          >
            <Icon name="text" />
            {t.transcript}
          </button>
        </span>
      </div>
      <div class="screens" id="screens" role="tabpanel" aria-label={active}>
        {opened.map((host) => (
          <ScreenView key={host} host={host} t={t} />
        ))}
        {held.value && <p class="preparing">{t.preparing}</p>}
        <Transcript t={t} />
        {failure.value !== undefined && (
          <div class="stopped" role="alert">
            <span class="grow">{fill(t.stopped, { message: failure.value })}</span>
            <button type="button" class="btn s" onClick={create}>
              {t.restart}
            </button>
          </div>
        )}
      </div>
      {children}
    </section>
  );
}

/** How to leave the terminal, where it can be read at any time. */
export function TerminalFoot({ t }: { t: Messages }): JSX.Element {
  const [esc, then, tab, leave] = t.leave;
  const [keys, meaning] = t.copies;
  return (
    <div class="termfoot hide-s">
      <span>
        <kbd>{esc}</kbd> {then} <kbd>{tab}</kbd> {leave}
      </span>
      <span>
        <kbd>{keys}</kbd> {meaning}
      </span>
    </div>
  );
}
