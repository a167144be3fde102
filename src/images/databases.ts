import { lazily, type ImageDefinition } from '../host/index.ts';
import { image } from './define.ts';

const mysqld = lazily(() => import('./mysqld.ts'), 'mysqld');

export const databaseImages: readonly ImageDefinition[] = [
  image('mysql', {
    tags: ['5.7', '5.7.44'],
    base: 'debian',
    created: '2023-12-14T22:18:09Z',
    layers: [136_000_000, 365_000_000],
    config: {
      Env: ['MYSQL_MAJOR=5.7', 'MYSQL_VERSION=5.7.44-1.el7'],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['mysqld'],
      ExposedPorts: ['3306/tcp', '33060/tcp'],
      Volumes: ['/var/lib/mysql'],
    },
    files: { '/usr/local/bin/docker-entrypoint.sh': mysqld },
  }),
];
