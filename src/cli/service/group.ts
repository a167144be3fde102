import { serviceSpecs } from '../specs/service.ts';
import { lazily, type Group } from '../spec.ts';
import { inspectServices } from './inspect.ts';
import { listServices } from './list.ts';
import { listTasks } from './tasks.ts';
import { removeServices } from './remove.ts';

const updating = () => import('./update.ts');

export const service: Group = {
  about: 'Manage Swarm services',
  specs: serviceSpecs,
  commands: {
    create: lazily(() => import('./create.ts'), 'create'),
    inspect: inspectServices,
    logs: lazily(() => import('./logs.ts'), 'logs'),
    ls: listServices,
    ps: listTasks,
    rm: removeServices,
    rollback: lazily(updating, 'rollback'),
    scale: lazily(() => import('./scale.ts'), 'scale'),
    update: lazily(updating, 'update'),
  },
  help: () => import('../help/service.ts'),
};
