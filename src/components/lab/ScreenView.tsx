import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import { fontSize, wrapLines } from '../state/layout.ts';
import { activeHost, focusTerminal, mount, resize, type } from '../state/terminals.ts';

/**
 * One host's terminal. The frame is the tab stop: Enter or a click goes in, Esc then Tab comes out. It never takes the
 * focus by itself.
 */
export function ScreenView({ host, t }: { host: string; t: Messages }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const label = fill(t.terminalOf, { host });
  useEffect(() => {
    let gone = false;
    let unmount = (): void => undefined;
    const family = getComputedStyle(frame.current!).fontFamily.split(',')[0]!;
    // The cell is measured once: the font must be there before, not merely on its way.
    void Promise.all([import('./screen.ts'), document.fonts.load(`12px ${family}`).catch(() => [])]).then(
      ([screens]) => {
        if (gone || !frame.current) return;
        setReady(true);
        const screen = screens.createScreen(frame.current, {
          onInput: (data) => type(host, data),
          onResize: (cols, rows) => resize(host, cols, rows),
        });
        const undo = [
          effect(() => screen.setFontSize(fontSize.value)),
          effect(() => screen.setWrap(wrapLines.value)),
          mount(host, screen),
        ];
        unmount = () => {
          for (const each of undo) each();
          screen.dispose();
        };
      },
    );
    return () => {
      gone = true;
      unmount();
    };
  }, [host]);
  return (
    // A terminal is a widget of its own: its keys are not those of any role that HTML knows.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <div
      class="screen"
      ref={frame}
      role="group"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={0}
      data-host={host}
      hidden={activeHost.value !== host}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.key !== 'Enter') return;
        event.preventDefault();
        focusTerminal();
      }}
    >
      {!ready && <span class="waiting">{t.starting}</span>}
    </div>
  );
}
