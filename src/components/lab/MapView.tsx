import { useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import type { Messages } from '../../i18n/index.ts';
import type { HostSpec, View } from '../../lab/index.ts';
import { hostRows, unassigned } from '../model/hosts.ts';
import { updateRows } from '../model/updates.ts';
import type { Palette } from '../model/services.ts';
import { HostPanel } from './HostPanel.tsx';
import { Legend } from './Legend.tsx';
import { createStops } from './stops.ts';
import { Tray, UpdateStrip } from './Strips.tsx';

interface Props {
  hosts: readonly HostSpec[];
  /** Absent while the emulator starts. */
  view: View | undefined;
  palette: Palette;
  t: Messages;
}

/** The cluster as a picture: hosts with their tasks, on their switch. */
export function MapView({ hosts, view, palette, t }: Props): JSX.Element {
  const [stops] = useState(() => createStops(hosts[0]?.name ?? ''));
  const known = useRef<ReadonlySet<string>>();
  const before = known.current;
  known.current = new Set(Object.keys(view?.swarm?.tasks ?? {}));
  const isNew = (id: string): boolean => before !== undefined && !before.has(id);
  const count = view ? Object.keys(view.hosts).length : hosts.length;
  const network = hosts[0]?.address.replace(/\.\d+$/, '.0/24') ?? '';
  const ingress = Object.values(view?.swarm?.networks ?? {}).find((each) => each.ingress);
  return (
    // The arrow keys move between what can be focused inside; the map itself takes no focus.
    // eslint-disable-next-line jsx-a11y-x/no-static-element-interactions
    <div class="map" onKeyDown={stops.onKeyDown}>
      <p class="vh">{t.mapHelp}</p>
      {view && !view.swarm && (
        <p class="note-line">
          {t.noSwarm} <code>{t.noSwarmDo}</code>
        </p>
      )}
      {view && updateRows(view).map((row) => <UpdateStrip key={row.service.id} row={row} palette={palette} t={t} />)}
      {view && <Tray rows={unassigned(view)} palette={palette} t={t} />}
      <div class="hosts" style={{ '--n': count }}>
        {view
          ? hostRows(view, t.noReport).map((row) => (
              <HostPanel key={row.name} {...{ row, view, palette, stops, t, isNew }} />
            ))
          : hosts.map((host) => <StartingHost key={host.name} host={host} t={t} />)}
      </div>
      <div class="bus">
        <span>{network}</span>
        {ingress && (
          <span>
            <span lang={undefined}>{t.overlay}</span> {ingress.name} {ingress.subnet}
          </span>
        )}
      </div>
      {view && <Legend view={view} palette={palette} t={t} />}
    </div>
  );
}

/** A host as the page draws it before the emulator runs. */
function StartingHost({ host, t }: { host: HostSpec; t: Messages }): JSX.Element {
  return (
    <div class="cable">
      <section class="host" aria-label={host.name}>
        <header>
          <h3 class="clip grow">{host.name}</h3>
        </header>
        <div class="meta">
          <span class="mono">.{host.address.split('.').at(-1)}</span>
        </div>
        <p class="none grow">{t.starting}</p>
        <footer>
          <span class="grow">&nbsp;</span>
        </footer>
      </section>
    </div>
  );
}
