import type { ImageDefinition, Program } from '../host/index.ts';
import { civil, second, type Micros } from '../sim/index.ts';
import { entrypoint, untilSignal } from './daemon.ts';
import { image } from './define.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const padded = (n: number, width: number): string => String(n).padStart(width, '0');

/** `1:M 02 Nov 2026 09:00:00.123 * …`, the form of redis's log lines; before Redis 5 they had no year. */
function line(at: Micros, text: string, options: { role?: 'C' | 'M'; level?: '*' | '#'; old: boolean }): string {
  const t = civil(at);
  const date = `${padded(t.day, 2)} ${months[t.month - 1] ?? ''}${options.old ? '' : ` ${t.year}`}`;
  const clock = `${padded(t.hour, 2)}:${padded(t.minute, 2)}:${padded(t.second, 2)}.${padded(Math.floor(t.micros / 1000), 3)}`;
  return `1:${options.role ?? 'M'} ${date} ${clock} ${options.level ?? '*'} ${text}\n`;
}

function server(version: string): Program {
  const old = version.startsWith('3.');
  return function* (self) {
    const start = self.clock.now;
    yield* self.print(
      old
        ? line(start, `Server started, Redis version ${version}`, { level: '#', old }) +
            line(start, 'The server is now ready to accept connections on port 6379', { old })
        : line(start, 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', { role: 'C', old }) +
            line(start, `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`, {
              role: 'C',
              old,
            }) +
            line(start, 'Server initialized', { old }) +
            line(start, 'Ready to accept connections tcp', { old }),
    );
    const signal = yield* untilSignal(self, ['SIGTERM', 'SIGINT']);
    const end = self.clock.now;
    yield* self.print(
      `1:signal-handler (${Math.floor(end / second)}) Received ${signal} scheduling shutdown...\n` +
        line(end, 'User requested shutdown...', { level: old ? '#' : '*', old }) +
        line(end, 'Saving the final RDB snapshot before exiting.', { old }) +
        line(end, 'DB saved on disk', { old }) +
        line(end, 'Redis is now ready to exit, bye bye...', { level: '#', old }),
    );
    return 0;
  };
}

export const redisImages: readonly ImageDefinition[] = (
  [
    ['8.2.2', ['latest', '8', '8.2'], '2025-10-03T19:12:40Z', [78_600_000, 58_900_000]],
    ['7.4.6', ['7', '7.4'], '2025-10-03T19:10:11Z', [78_600_000, 38_600_000]],
    ['3.0.7', ['3.0.7', '3.0'], '2016-05-24T00:35:21Z', [125_100_000, 57_500_000]],
    ['3.0.6', ['3.0.6'], '2016-01-25T22:48:09Z', [125_100_000, 26_200_000]],
  ] as const
).map(([version, tags, created, layers]) =>
  image('redis', {
    tags,
    base: 'debian',
    created,
    layers,
    config: {
      Env: [`REDIS_VERSION=${version}`],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['redis-server'],
      ExposedPorts: ['6379/tcp'],
      Volumes: ['/data'],
      WorkingDir: '/data',
    },
    files: {
      '/usr/local/bin/docker-entrypoint.sh': entrypoint('redis-server', server(version)),
      '/usr/local/bin/redis-server': server(version),
    },
  }),
);
