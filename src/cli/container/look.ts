import { Failure } from '../failure.ts';
import { columns } from '../format/columns.ts';
import { list, type Listing } from '../format/listing.ts';
import { natural } from '../format/text.ts';
import { inspect } from '../inspect.ts';
import { pathOf } from '../service/find.ts';
import type { Command } from '../spec.ts';

/** `docker container inspect`. */
export const inspectContainers: Command = (call) =>
  inspect(call, (name) => call.api.get(pathOf('containers', name, '/json'), { size: call.flags.is('size') }));

/** `docker top CONTAINER [ps OPTIONS]`. */
export const top: Command = function* ({ self, api, args }) {
  const [container = '', ...options] = args;
  const { Titles, Processes } = yield* api.get<{ Titles: string[]; Processes: string[][] | null }>(
    pathOf('containers', container, '/top'),
    { ps_args: options.join(' ') },
  );
  yield* self.print(
    columns(
      [Titles, ...(Processes ?? [])].map((cells) => cells.join('\t')),
      20,
    ),
  );
};

/** `docker port CONTAINER [PORT[/PROTO]]`. */
export const port: Command = function* ({ self, api, args }) {
  const [container = '', wanted] = args;
  const found = yield* api.get<{
    NetworkSettings: { Ports?: Record<string, { HostIp: string; HostPort: string }[] | null> };
  }>(pathOf('containers', container, '/json'));
  const published = Object.entries(found.NetworkSettings.Ports ?? {}).map(([key, bindings]) => {
    const places = (bindings ?? []).map(
      ({ HostIp: ip, HostPort }) => `${ip.includes(':') ? `[${ip}]` : ip}:${HostPort}`,
    );
    return [key, places] as const;
  });
  let lines: string[];
  if (wanted === undefined) lines = published.flatMap(([key, places]) => places.map((place) => `${key} -> ${place}`));
  else {
    const key = wanted.includes('/') ? wanted : `${wanted}/tcp`;
    lines = published.find(([each]) => each === key)?.[1] ?? [];
    if (lines.length === 0) throw new Failure(`Error: No public port '${wanted}' published for ${container}`);
  }
  yield* self.print(
    lines
      .sort(natural)
      .map((line) => `${line}\n`)
      .join(''),
  );
};

const changes: Listing = {
  type: '*formatter.diffContext',
  headers: { Type: 'CHANGE TYPE', Path: 'PATH' },
  show: ['Type', 'Path'],
};

/** `docker diff`. */
export const diff: Command = function* (call) {
  const found = yield* call.api.get<{ Path: string; Kind: number }[] | null>(
    pathOf('containers', call.args[0] as string, '/changes'),
  );
  const rows = (found ?? []).map(({ Path, Kind }) => ({ Type: ['C', 'A', 'D'][Kind] ?? '', Path }));
  yield* list(call, changes, rows, '{{.Type}} {{.Path}}');
};
