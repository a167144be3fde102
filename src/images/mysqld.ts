import type { Process, Program } from '../host/index.ts';
import { second, type Co } from '../sim/index.ts';
import { execRest, untilSignal } from './daemon.ts';

/** The value of NAME, or the content of the file that NAME_FILE names; both at once are refused. */
function* setting(self: Process, name: string): Co<string | undefined> {
  const value = self.env.get(name);
  const path = self.env.get(`${name}_FILE`);
  if (!path) return value;
  if (value) {
    yield* self.printError(`[ERROR] [Entrypoint]: Both ${name} and ${name}_FILE are set (but are exclusive)\n`);
    return undefined;
  }
  const file = yield* self.open(path, 'r');
  return yield* self.readAll(file);
}

const note = (text: string): string => `[Note] [Entrypoint]: ${text}\n`;

/** The image's entrypoint: refuses a first start without a root password, as the real one does. */
export const mysqld: Program = function* (self) {
  if (self.argv[1] !== 'mysqld') return yield* execRest(self);
  yield* self.print(note('Entrypoint script for MySQL Server 5.7.44-1.el7 started.'));
  const password = yield* setting(self, 'MYSQL_ROOT_PASSWORD');
  const excused = ['MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'].some((name) => self.env.get(name));
  if (!password && !excused) {
    yield* self.printError(
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n' +
        '    You need to specify one of the following as an environment variable:\n' +
        '    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD\n',
    );
    return 1;
  }
  yield* self.print(note('Initializing database files'));
  yield* self.sleep(4 * second);
  yield* self.print(note('Database files initialized'));
  yield* self.print(note('MySQL init process done. Ready for start up.'));
  yield* self.printError('[Note] mysqld: ready for connections.\n');
  yield* untilSignal(self, ['SIGTERM', 'SIGQUIT']);
  return 0;
};
