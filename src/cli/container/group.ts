import { containerSpecs } from '../specs/container.ts';
import { lazily, type Group } from '../spec.ts';
import { listContainers } from './list.ts';
import { removeContainers } from './remove.ts';

const lifecycle = () => import('./lifecycle.ts');
const look = () => import('./look.ts');
const running = () => import('./run.ts');

export const group: Group = {
  about: 'Manage containers',
  specs: containerSpecs,
  commands: {
    attach: lazily(() => import('./attach.ts'), 'attachContainer'),
    create: lazily(running, 'createContainer'),
    diff: lazily(look, 'diff'),
    exec: lazily(() => import('./exec.ts'), 'exec'),
    inspect: lazily(look, 'inspectContainers'),
    kill: lazily(lifecycle, 'kill'),
    logs: lazily(() => import('./logs.ts'), 'logs'),
    ls: listContainers,
    pause: lazily(lifecycle, 'pause'),
    port: lazily(look, 'port'),
    prune: lazily(lifecycle, 'prune'),
    rename: lazily(lifecycle, 'rename'),
    restart: lazily(lifecycle, 'restart'),
    rm: removeContainers,
    run: lazily(running, 'run'),
    start: lazily(() => import('./attach.ts'), 'start'),
    stats: lazily(() => import('./stats.ts'), 'stats'),
    stop: lazily(lifecycle, 'stop'),
    top: lazily(look, 'top'),
    unpause: lazily(lifecycle, 'unpause'),
    update: lazily(lifecycle, 'update'),
    wait: lazily(lifecycle, 'wait'),
  },
  help: () => import('../help/container.ts'),
};
