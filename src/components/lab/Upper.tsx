import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import type { HostSpec } from '../../lab/index.ts';
import { Icon } from '../icons.tsx';
import { createPalette } from '../model/services.ts';
import { failure, view, whenCreated } from '../state/lab.ts';
import { showTable } from '../state/layout.ts';
import { MapView } from './MapView.tsx';
import { TwinTable } from './TwinTable.tsx';

let palette = createPalette();
if (!import.meta.env.SSR) whenCreated(() => (palette = createPalette()));

/** The cluster above the terminal: as a picture, or as a table with the same words. */
export function Upper({ hosts, t }: { hosts: readonly HostSpec[]; t: Messages }): JSX.Element {
  const now = view.value;
  if (now) palette.learn(now);
  const table = showTable.value && now !== undefined;
  return (
    <section class="upper" id="map" tabIndex={-1} aria-label={t.map}>
      <div class="tabs">
        <h2 class="name">
          <Icon name="map" />
          {t.cluster}
        </h2>
        <span class="end needs-js">
          <button type="button" class="btn quiet s" onClick={() => (showTable.value = !showTable.value)}>
            <Icon name={table ? 'map' : 'table'} />
            {table ? t.asMap : t.asTable}
          </button>
        </span>
      </div>
      <div class={`pane ${failure.value === undefined ? '' : 'dimmed'}`}>
        {table ? <TwinTable view={now} t={t} /> : <MapView hosts={hosts} view={now} palette={palette} t={t} />}
      </div>
    </section>
  );
}
