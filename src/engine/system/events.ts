import type { Event } from '../../api/index.ts';
import { Channel } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import type { Answer, Call } from '../api/router.ts';
import { instant } from '../api/time.ts';
import type { Daemon } from '../daemon.ts';

const known = 'config container daemon event image label network node plugin scope secret service type volume'.split(
  ' ',
);
/** Filters that name an object of their kind, by ID or name. */
const kinds = ['config', 'container', 'daemon', 'network', 'node', 'plugin', 'secret', 'service', 'volume'];

/** GET /events: the past since `since`, then what comes until `until` (models moby daemon/events). */
export function eventStream(daemon: Daemon, { query }: Call): Answer {
  const filters = new Filters(query, known);
  const since = instant(query, 'since');
  const until = instant(query, 'until');
  const out = new Channel<Event>();
  const wanted = (event: Event): boolean => matches(event, filters);
  if (since !== undefined)
    for (const event of daemon.events.past) {
      const at = event.timeNano / 1_000;
      if (at >= since && (until === undefined || at <= until) && wanted(event)) out.push(event);
    }
  if (until !== undefined && until <= daemon.clock.now) {
    out.close();
    return { stream: out };
  }
  const cancel = daemon.events.subscribe((event) => {
    if (wanted(event)) out.push(event);
  });
  const end = until === undefined ? undefined : daemon.clock.at(until, () => finish());
  const finish = (): void => {
    cancel();
    end?.();
    out.close();
  };
  out.onCancel(finish);
  return { stream: out };
}

function matches(event: Event, filters: Filters): boolean {
  const { ID, Attributes } = event.Actor;
  const named = (wish: string): boolean =>
    ID === wish || Attributes.name === wish || (wish !== '' && ID.startsWith(wish));
  return (
    filters.is('type', event.Type) &&
    filters.is('scope', event.scope) &&
    filters.any('event', (action) => event.Action === action || event.Action.startsWith(`${action}:`)) &&
    filters.labels('label', Attributes) &&
    filters.any('image', (name) => [ID, Attributes.name, Attributes.image].includes(name)) &&
    kinds.every((kind) => !filters.has(kind) || (event.Type === kind && filters.any(kind, named)))
  );
}
