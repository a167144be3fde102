import { stackSpecs } from '../specs/stack.ts';
import type { Group } from '../spec.ts';
import { ls, ps, rm, services } from './look.ts';

export const group: Group = {
  about: 'Manage Swarm stacks',
  use: ' [OPTIONS]',
  specs: stackSpecs,
  commands: { ls, ps, rm, services },
  help: () => import('../help/stack.ts'),
};
