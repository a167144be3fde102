import type { Config } from '../../api/index.ts';
import { fromBase64 } from '../base64.ts';
import { goTime } from '../format/units.ts';
import { inspect } from '../inspect.ts';
import { content, createPayload, listPayloads, removePayloads } from '../payload.ts';
import { pathOf } from '../service/find.ts';
import { configSpecs } from '../specs/config.ts';
import type { Command, Group } from '../spec.ts';

const create: Command = function* (call) {
  const path = call.args[1] as string;
  const failed = (reason: string): string => `Error reading content from ${JSON.stringify(path)}: ${reason}`;
  const data = yield* content(call, path, failed);
  yield* createPayload(call, 'configs', data);
};

const inspectConfigs: Command = function* (call) {
  const { self, api, flags, args } = call;
  if (!flags.is('pretty') && flags.text('format') !== 'pretty')
    return yield* inspect(call, (name) => api.get(pathOf('configs', name)));
  for (const name of args) {
    const { ID, Spec, CreatedAt, UpdatedAt } = yield* api.get<Config>(pathOf('configs', name));
    const labels = Object.entries(Spec.Labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    yield* self.print(
      [
        `ID:\t\t\t${ID}`,
        `Name:\t\t\t${Spec.Name}`,
        ...(labels.length > 0
          ? ['Labels:', ...labels.map(([key, value]) => ` - ${key}${value ? `=${value}` : ''}`)]
          : []),
        `Created at:            \t${goTime(CreatedAt, 'utc')}`,
        `Updated at:            \t${goTime(UpdatedAt, 'utc')}`,
        'Data:',
        fromBase64(Spec.Data ?? ''),
        '',
      ].join('\n'),
    );
  }
};

export const group: Group = {
  about: 'Manage Swarm configs',
  specs: configSpecs,
  commands: {
    create,
    inspect: inspectConfigs,
    ls: listPayloads('configs', {
      type: '*config.configContext',
      headers: { ID: 'ID', Name: 'NAME', CreatedAt: 'CREATED', UpdatedAt: 'UPDATED', Labels: 'LABELS' },
      show: ['ID', 'Name', 'CreatedAt', 'UpdatedAt'],
    }),
    rm: removePayloads('configs'),
  },
  help: () => import('../help/config.ts'),
};
