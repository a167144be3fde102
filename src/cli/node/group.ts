import { nodeSpecs } from '../specs/node.ts';
import { lazily, type Group } from '../spec.ts';
import { listNodes } from './list.ts';
import { demote, promote, removeNodes, updateNode } from './change.ts';
import { listNodeTasks } from './tasks.ts';

export const node: Group = {
  about: 'Manage Swarm nodes',
  specs: nodeSpecs,
  commands: {
    demote,
    inspect: lazily(() => import('./inspect.ts'), 'inspectNodes'),
    ls: listNodes,
    promote,
    ps: listNodeTasks,
    rm: removeNodes,
    update: updateNode,
  },
  help: () => import('../help/node.ts'),
};
