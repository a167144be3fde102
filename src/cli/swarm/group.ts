import { swarmSpecs } from '../specs/swarm.ts';
import { lazily, type Group } from '../spec.ts';
import { init, join, joinToken, leave } from './membership.ts';

const settings = () => import('./settings.ts');

export const swarm: Group = {
  about: 'Manage Swarm',
  specs: swarmSpecs,
  commands: {
    ca: lazily(() => import('./ca.ts'), 'ca'),
    init,
    join,
    'join-token': joinToken,
    leave,
    unlock: lazily(settings, 'unlock'),
    'unlock-key': lazily(settings, 'unlockKey'),
    update: lazily(settings, 'update'),
  },
  help: () => import('../help/swarm.ts'),
};
