import { civil, type Co, type Micros } from '../sim/index.ts';
import type { Process, Service } from './types.ts';

/* The two ways to say it to a daemon: `systemctl stop docker`, `service docker stop`. */

const NOT_RUNNING = 3;
const NOT_FOUND = 4;

type Verb = (self: Process, unit: Service) => Co<number>;

/** Starting and stopping go on when the program that asked is interrupted, as they do in systemd. */
function* change(self: Process, way: Co<void>): Co<number> {
  yield* self.host.detached(way);
  return 0;
}

function* start(self: Process, unit: Service): Co<number> {
  return unit.active ? 0 : yield* change(self, unit.start());
}

function* stop(self: Process, unit: Service): Co<number> {
  return unit.active ? yield* change(self, unit.stop()) : 0;
}

function* restart(self: Process, unit: Service): Co<number> {
  yield* stop(self, unit);
  return yield* start(self, unit);
}

const enable = (enabled: boolean): Verb =>
  function* (_self, unit) {
    unit.enabled = enabled;
    return 0;
  };

const say = (words: (unit: Service) => string, failed: (unit: Service) => number): Verb =>
  function* (self, unit) {
    yield* self.print(`${words(unit)}\n`);
    return failed(unit);
  };

const verbs: Readonly<Record<string, Verb>> = {
  start,
  stop,
  restart,
  reload: restart,
  enable: enable(true),
  disable: enable(false),
  status,
  'is-active': say(
    (unit) => (unit.active ? 'active' : 'inactive'),
    (unit) => (unit.active ? 0 : NOT_RUNNING),
  ),
  'is-enabled': say(
    (unit) => (unit.enabled === false ? 'disabled' : 'enabled'),
    (unit) => (unit.enabled === false ? 1 : 0),
  ),
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function stamp(at: Micros): string {
  const c = civil(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${DAYS[c.weekday]} ${c.year}-${two(c.month)}-${two(c.day)} ${two(c.hour)}:${two(c.minute)}:${two(c.second)} UTC`;
}

function* status(self: Process, unit: Service): Co<number> {
  const state = unit.enabled === false ? 'disabled' : 'enabled';
  const active = unit.active ? 'active (running)' : 'inactive (dead)';
  const since = unit.since === undefined ? '' : ` since ${stamp(unit.since)}`;
  yield* self.print(
    `${unit.active ? '●' : '○'} ${unit.name}.service - ${unit.description}\n` +
      `     Loaded: loaded (/lib/systemd/system/${unit.name}.service; ${state}; preset: enabled)\n` +
      `     Active: ${active}${since}\n`,
  );
  return unit.active ? 0 : NOT_RUNNING;
}

const unitName = (word: string): string => word.replace(/\.service$/, '');

/** `systemctl VERB UNIT…` for the daemons of this host; silent where systemd is. */
export function* systemctl(self: Process): Co<number> {
  const [verb = '', ...units] = self.argv.slice(1).filter((word) => !word.startsWith('-'));
  const act = verbs[verb];
  if (verb === 'daemon-reload') return 0;
  if (!act) {
    yield* self.printError(verb === '' ? 'Too few arguments.\n' : `Unknown command verb ${verb}.\n`);
    return 1;
  }
  if (units.length === 0) {
    yield* self.printError('Too few arguments.\n');
    return 1;
  }
  let code = 0;
  for (const word of units) {
    const unit = self.host.services.get(unitName(word));
    if (unit) code = (yield* act(self, unit)) || code;
    else {
      const name = `${unitName(word)}.service`;
      const [line, missing] = absent(verb, name);
      if (line.startsWith('inactive')) yield* self.print(line);
      else yield* self.printError(line);
      code = missing;
    }
  }
  return code;
}

/** What systemctl says of a unit that there is not. */
function absent(verb: string, unit: string): readonly [line: string, code: number] {
  if (verb === 'status') return [`Unit ${unit} could not be found.\n`, NOT_FOUND];
  if (verb === 'is-active') return ['inactive\n', NOT_RUNNING];
  if (verb === 'is-enabled') return [`Failed to get unit file state for ${unit}: No such file or directory\n`, 1];
  if (verb === 'enable' || verb === 'disable')
    return [`Failed to ${verb} unit: Unit file ${unit} does not exist.\n`, 1];
  return [`Failed to ${verb} ${unit}: Unit ${unit} not ${verb === 'stop' ? 'loaded' : 'found'}.\n`, 5];
}

/** `service NAME VERB`: Debian's script, which hands on to systemctl. */
export function* service(self: Process): Co<number> {
  const [, name = '', verb = ''] = self.argv;
  if (name === '' || verb === '') {
    yield* self.printError(
      'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n',
    );
    return 1;
  }
  const unit = self.host.services.get(name);
  if (!unit) {
    yield* self.printError(`${name}: unrecognized service\n`);
    return 1;
  }
  const act = verbs[verb];
  if (act) return yield* act(self, unit);
  yield* self.printError(`Usage: /etc/init.d/${name} {start|stop|restart|status}\n`);
  return 1;
}
