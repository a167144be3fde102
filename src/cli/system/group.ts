import { systemSpecs } from '../specs/system.ts';
import { lazily, type Group } from '../spec.ts';
import { df } from './df.ts';
import { events } from './events.ts';
import { info } from './info.ts';

export const group: Group = {
  about: 'Manage Docker',
  specs: systemSpecs,
  commands: { df, events, info, prune: lazily(() => import('./prune.ts'), 'prune') },
  help: () => import('../help/system.ts'),
};
