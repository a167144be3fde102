import type { Event } from '../../api/index.ts';
import { compactJson } from '../format/json.ts';
import { filtersOf } from '../filters.ts';
import { rfc3339 } from '../../sim/index.ts';
import { since } from '../since.ts';
import type { Command } from '../spec.ts';

const template = () => import('../template/index.ts');

/** `docker events`: what happened since then, and what happens until then. */
export const events: Command = function* ({ self, api, flags }) {
  const { now } = self.clock;
  const format = flags.text('format');
  const Template = format === '' || format === 'json' ? undefined : (yield* self.load(template)).Template;
  const parsed = Template?.parse(format.replaceAll('\\t', '\t'));
  const stream = yield* api.stream<Event>('GET', '/events', {
    query: {
      since: since(flags.text('since'), now),
      until: since(flags.text('until'), now),
      filters: filtersOf(flags),
    },
  });
  for (let event = yield* stream.receive(); event !== undefined; event = yield* stream.receive()) {
    const line = parsed
      ? parsed.execute({ ...event, ID: event.Actor.ID, Status: event.Action }, { json: true, plain: event })
      : format === 'json'
        ? compactJson(event)
        : textOf(event);
    yield* self.print(`${line}\n`);
  }
};

/** `2026-11-22T10:46:02.068534992Z service create <id> (name=web)`. */
function textOf({ Type, Action, Actor, time, timeNano }: Event): string {
  const micros = timeNano ? Math.round(timeNano / 1000) : time * 1_000_000;
  const [head, fraction = ''] = rfc3339(micros).slice(0, -1).split('.');
  const attributes = Object.keys(Actor.Attributes ?? {})
    .sort()
    .map((key) => `${key}=${Actor.Attributes[key]}`);
  const tail = attributes.length > 0 ? ` (${attributes.join(', ')})` : '';
  return `${head}.${fraction.padEnd(9, '0')}Z ${Type} ${Action} ${Actor.ID}${tail}`;
}
