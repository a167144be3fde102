import { expect, test } from 'vitest';
import { parseRfc3339 } from '../../../src/sim/index.ts';
import answers from './recorded-answers.json' with { type: 'json' };
import cases from './recorded-client.json' with { type: 'json' };
import { Stage, status } from './stage.ts';

/*
 * The real client 28.2.2 and ours, asked the same on the same answers of an engine (recorded-answers.json), at the same
 * time: what the real one printed is recorded-client.json.
 */
const asked = parseRfc3339('2026-11-24T13:58:43Z') as number;

interface Thing {
  ID?: string;
  Id?: string;
  Name?: string;
  Spec?: { Name?: string; Labels?: Record<string, string> };
  Description?: { Hostname: string };
  Labels?: Record<string, string> | null;
  ServiceID?: string;
  NodeID?: string;
}
const lists = answers as unknown as Record<string, Thing[]>;
const fixed: Record<string, unknown> = {
  '/info': answers.info,
  '/version': answers.version,
  '/swarm': answers.swarm,
  '/containers/json': answers.containers,
  '/images/json': answers.images,
  '/volumes': answers.volumes,
  '/containers/web/json': answers.container,
};
const idOf = (thing: Thing): string => thing.ID ?? thing.Id ?? '';
const nameOf = (thing: Thing): string => thing.Spec?.Name ?? thing.Name ?? thing.Description?.Hostname ?? '';
const filters: Record<string, (thing: Thing, value: string) => boolean> = {
  name: (thing, value) => nameOf(thing).startsWith(value),
  id: (thing, value) => idOf(thing).startsWith(value),
  service: (thing, value) => thing.ServiceID === value,
  node: (thing, value) => thing.NodeID === value,
  label: (thing, value) => Object.hasOwn(thing.Spec?.Labels ?? thing.Labels ?? {}, value.split('=')[0] as string),
};

function answer(target: string): unknown {
  const url = new URL(target, 'http://engine');
  const path = url.pathname.replace('/v1.50', '');
  if (Object.hasOwn(fixed, path)) return fixed[path];
  const [, kind = '', name] = /^\/(services|tasks|nodes|networks|secrets|configs)(?:\/(.+))?$/.exec(path) ?? [];
  const list = lists[kind];
  if (!list) return status(404, 'page not found');
  if (name === undefined) {
    const wanted = Object.entries(JSON.parse(url.searchParams.get('filters') ?? '{}') as Record<string, object>);
    return list.filter((thing) =>
      wanted.every(([key, values]) => Object.keys(values).some((value) => filters[key]?.(thing, value) ?? true)),
    );
  }
  const text = decodeURIComponent(name);
  return (
    list.find((thing) => idOf(thing) === text || nameOf(thing) === text) ??
    list.find((thing) => idOf(thing).startsWith(text)) ??
    status(404, `${kind.slice(0, -1)} ${text} not found`)
  );
}

test.each(cases.map((each) => [each.argv.join(' '), each] as const))(
  '%s',
  async (_, { argv, stdout, stderr, exit }) => {
    const stage = new Stage();
    stage.clock.advance(asked);
    stage.answerAll(({ target }) => answer(target));
    expect(await stage.run(argv)).toEqual({ stdout, stderr, exit });
  },
);
