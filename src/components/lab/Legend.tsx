import type { JSX } from 'preact';
import { fill, type Messages } from '../../i18n/index.ts';
import type { ServiceView, View } from '../../lab/index.ts';
import { Hex, Status } from '../glyphs.tsx';
import { isUpdating, type Palette } from '../model/services.ts';

function mode(service: ServiceView, t: Messages): string {
  if (service.mode === 'replicated') return fill(t.replicated, { n: service.desired });
  return service.mode === 'global' ? t.global : t.job;
}

/** What the picture's colours and shapes mean, as far as they occur in it. */
export function Legend({ view, palette, t }: { view: View; palette: Palette; t: Messages }): JSX.Element | null {
  const services = Object.values(view.swarm?.services ?? {});
  const tasks = Object.values(view.swarm?.tasks ?? {});
  if (services.length === 0 && tasks.length === 0) return null;
  const states = new Set(tasks.map((task) => task.state));
  const updating = services.find(isUpdating);
  return (
    <div class="legend">
      {services.map((service) => (
        <span class="svc" key={service.id}>
          <Hex colour={palette.of(service.id)} />
          <b>{service.name}</b>
          <span class="faint">{mode(service, t)}</span>
        </span>
      ))}
      <span class="sep" />
      <Status glyph="running" word="Running" />
      <Status glyph="starting" word="Starting" />
      {(states.has('failed') || states.has('rejected')) && <Status glyph="failed" word="Failed" />}
      {states.has('shutdown') && <Status glyph="shutdown" word="Shutdown" />}
      {updating && (
        <>
          <span class="sep" />
          {(['new', 'old', 'past'] as const).map((look) => (
            <span class="svc" key={look}>
              <Hex colour={palette.of(updating.id)} look={look} />
              {{ new: t.newVersion, old: t.oldVersion, past: t.pastTask }[look]}
            </span>
          ))}
        </>
      )}
    </div>
  );
}
