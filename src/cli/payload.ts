import type { Config, Secret } from '../api/index.ts';
import { Errno } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import { toBase64 } from './base64.ts';
import { forEach } from './each.ts';
import { Failure } from './failure.ts';
import { filtersOf } from './filters.ts';
import { pairs } from './flags/text.ts';
import { list, type Listing } from './format/listing.ts';
import { byName } from './format/text.ts';
import { ago } from './format/units.ts';
import { labelsText } from './labels.ts';
import type { Call, Command } from './spec.ts';
import { pathOf } from './service/find.ts';

/* What `docker secret` and `docker config` have in common: named data that services mount. */

/** What is in a file, or comes on standard input for `-`; it must not be empty. `failed` words the reason why not. */
export function* content({ self }: Call, path: string, failed: (reason: string) => string): Co<string> {
  const from = path === '-' ? 'STDIN' : path;
  let text: string;
  try {
    const file = path === '-' ? self.stdin : yield* self.open(path, 'r');
    text = yield* self.readAll(file);
    if (path !== '-') file.close();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new Failure(failed(`error reading from ${from}: open ${path}: ${error.message.toLowerCase()}`));
  }
  if (text === '') throw new Failure(failed(`error reading from ${from}: data is empty`));
  return text;
}

/** Creates a secret or config and prints its ID. */
export function* createPayload(call: Call, kind: 'secrets' | 'configs', data: string | undefined): Co<void> {
  const { self, api, flags, args } = call;
  const driver = flags.text('driver');
  const templating = flags.text('template-driver');
  const { ID } = yield* api.post<{ ID: string }>(`/${kind}/create`, {
    Name: args[0],
    Labels: pairs(flags.all('label')),
    ...(data === undefined ? {} : { Data: toBase64(data) }),
    ...(driver ? { Driver: { Name: driver } } : {}),
    ...(templating ? { Templating: { Name: templating } } : {}),
  });
  yield* self.print(`${ID}\n`);
}

/** `docker secret ls`, `docker config ls`. */
export const listPayloads = (kind: 'secrets' | 'configs', listing: Listing): Command =>
  function* (call) {
    const { self, api, flags } = call;
    const found = yield* api.get<(Secret & Config)[]>(`/${kind}`, { filters: filtersOf(flags) });
    const { now } = self.clock;
    const rows = byName(found, ({ Spec }) => Spec.Name).map(({ ID, Spec, CreatedAt, UpdatedAt }) => ({
      ID,
      Name: Spec.Name,
      ...(kind === 'secrets' ? { Driver: Spec.Driver?.Name ?? '' } : {}),
      CreatedAt: ago(now, CreatedAt),
      UpdatedAt: ago(now, UpdatedAt),
      Labels: labelsText(Spec.Labels),
      Label: (name: string) => Spec.Labels?.[name] ?? '',
    }));
    yield* list(call, listing, rows, flags.text('format'), flags.is('quiet'));
  };

/** `docker secret rm`, `docker config rm`. */
export const removePayloads = (kind: 'secrets' | 'configs'): Command =>
  function* (call) {
    yield* forEach(call, (name) => call.api.delete(pathOf(kind, name)));
  };
