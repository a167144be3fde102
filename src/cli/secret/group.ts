import type { Secret } from '../../api/index.ts';
import { Failure } from '../failure.ts';
import { goTime } from '../format/units.ts';
import { inspect } from '../inspect.ts';
import { content, createPayload, listPayloads, removePayloads } from '../payload.ts';
import { pathOf } from '../service/find.ts';
import { secretSpecs } from '../specs/secret.ts';
import type { Command, Group } from '../spec.ts';

const create: Command = function* (call) {
  const [, path] = call.args;
  if (call.flags.has('driver')) {
    if (path !== undefined) throw new Failure('When using secret driver secret data must be empty');
    return yield* createPayload(call, 'secrets', undefined);
  }
  if (path === undefined) throw new Failure('secret file is required');
  const data = yield* content(call, path, (reason) => reason);
  yield* createPayload(call, 'secrets', data);
};

const inspectSecrets: Command = function* (call) {
  const { self, api, flags, args } = call;
  if (!flags.is('pretty') && flags.text('format') !== 'pretty')
    return yield* inspect(call, (name) => api.get(pathOf('secrets', name)));
  for (const name of args) {
    const { ID, Spec, CreatedAt, UpdatedAt } = yield* api.get<Secret>(pathOf('secrets', name));
    const labels = Object.entries(Spec.Labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    yield* self.print(
      [
        `ID:              ${ID}`,
        `Name:              ${Spec.Name}`,
        ...(labels.length > 0
          ? ['Labels:', ...labels.map(([key, value]) => ` - ${key}${value ? `=${value}` : ''}`)]
          : []),
        `Driver:            ${Spec.Driver?.Name ?? ''}`,
        `Created at:        ${goTime(CreatedAt, 'utc')}`,
        `Updated at:        ${goTime(UpdatedAt, 'utc')}`,
        '',
      ].join('\n'),
    );
  }
};

export const group: Group = {
  about: 'Manage Swarm secrets',
  specs: secretSpecs,
  commands: {
    create,
    inspect: inspectSecrets,
    ls: listPayloads('secrets', {
      type: '*secret.secretContext',
      headers: {
        ID: 'ID',
        Name: 'NAME',
        Driver: 'DRIVER',
        CreatedAt: 'CREATED',
        UpdatedAt: 'UPDATED',
        Labels: 'LABELS',
      },
      show: ['ID', 'Name', 'Driver', 'CreatedAt', 'UpdatedAt'],
    }),
    rm: removePayloads('secrets'),
  },
  help: () => import('../help/secret.ts'),
};
