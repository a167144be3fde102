import { Interrupted, type Process, type Program } from '../host/index.ts';
import { millisecond, type Co } from '../sim/index.ts';
import { Api } from './api.ts';
import { Failure } from './failure.ts';
import { declare, parseFlags } from './flags/parse.ts';
import { groups, refused, shortcuts, top, type GroupEntry } from './root.ts';
import type { Group, Spec } from './spec.ts';

const help = () => import('./help/index.ts');

/** From exec to the first word on the wire: the client is a big program (28.2.2, measured). */
const startUp = 25 * millisecond;

/** Flags of `docker` itself. */
const globals = declare(
  'config:string context,c:string debug,D host,H:string log-level,l:string tls tlscacert:string tlscert:string tlskey:string tlsverify version,v',
);

const hint = (path: string): string => `Run '${path} --help' for more information`;

/** A group, loaded when it is not at hand. */
export function* openGroup(self: Process, entry: GroupEntry): Co<Group> {
  return typeof entry === 'function' ? (yield* self.load(entry)).group : entry;
}

/** The command that a name or an alias means. */
export function findCommand(group: Group, name: string): string | undefined {
  if (Object.hasOwn(group.specs, name)) return name;
  return Object.keys(group.specs).find((each) => group.specs[each]?.aliases?.includes(name));
}

/** The `docker` command, 28.2.2. It speaks only the Engine API, at -H, DOCKER_HOST or the local socket. */
export const docker: Program = function* (self) {
  try {
    yield* self.charge(startUp);
    return yield* dispatch(self, self.argv.slice(1));
  } catch (error) {
    if (error instanceof Interrupted) return error.signal === 'SIGINT' ? 130 : 143;
    if (!(error instanceof Failure)) throw error;
    if (error.message !== '') yield* self.printError(`${error.message}\n`);
    return error.exit;
  }
};

function* dispatch(self: Process, words: readonly string[]): Co<number> {
  const { flags, args } = parse(words, globals, true, 'docker', 'docker [OPTIONS] COMMAND [ARG...]');
  if (flags.is('version')) return yield* print(self, 'Docker version 28.2.2, build e6534b4\n');
  const api = new Api(self, endpoint(flags.get<string>('host') ?? self.env.get('DOCKER_HOST')));
  const [name, ...rest] = args;
  if (name === undefined || flags.is('help') || flags.is('h')) {
    const { rootHelp } = yield* self.load(help);
    const text = rootHelp(self.terminal?.size.cols ?? 80);
    return name === undefined && !flags.has('help', 'h') ? yield* complain(self, text) : yield* print(self, text);
  }
  if (name === 'help') {
    const known = rest[0] === undefined || Object.hasOwn(groups, rest[0]) || shortcuts.has(rest[0]);
    if (!known) throw new Failure(`unknown help topic: ${rest.join(' ')}`);
    return yield* dispatch(self, [...rest, '--help']);
  }
  if (refused.includes(name)) throw new Failure(`docker: 'docker ${name}' is not emulated by Swarmbox`);

  const shortcut = shortcuts.get(name);
  if (shortcut) {
    const group = yield* openGroup(self, groups[shortcut[0]] as GroupEntry);
    return yield* runCommand(self, api, group, shortcut[1], `docker ${name}`, rest);
  }
  if (Object.hasOwn(groups, name)) return yield* inGroup(self, api, name, rest);
  const group = yield* openGroup(self, top);
  if (!Object.hasOwn(group.specs, name))
    throw new Failure(`docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`);
  return yield* runCommand(self, api, group, name, `docker ${name}`, rest);
}

function* inGroup(self: Process, api: Api, name: string, words: readonly string[]): Co<number> {
  const group = yield* openGroup(self, groups[name] as GroupEntry);
  const path = `docker ${name}`;
  const { flags, args } = parse(words, [], true, path, path);
  const [word, ...rest] = args;
  if (word === undefined || flags.has('help', 'h')) {
    const [{ groupHelp }, { texts }] = [yield* self.load(help), yield* self.load(group.help)];
    const text = groupHelp(path, group, texts);
    return flags.has('help', 'h') ? yield* print(self, text) : yield* complain(self, text);
  }
  const command = findCommand(group, word);
  if (command === undefined)
    throw new Failure(`docker: unknown command: ${path} ${word}\n\nUsage:  ${path}${group.use ?? ''}\n\n${hint(path)}`);
  return yield* runCommand(self, api, group, command, `${path} ${command}`, rest);
}

function* runCommand(
  self: Process,
  api: Api,
  group: Group,
  name: string,
  path: string,
  words: readonly string[],
): Co<number> {
  const spec = group.specs[name] as Spec;
  const usage = `${path} ${spec.use}`.trimEnd();
  const { flags, args } = parse(words, declare(spec.flags), spec.stop ?? false, path, usage);
  if (flags.has('help', 'h')) {
    if (flags.has('h')) yield* self.print('Flag shorthand -h has been deprecated, use --help\n');
    const [{ commandHelp }, { texts }] = [yield* self.load(help), yield* self.load(group.help)];
    return yield* print(self, commandHelp(path, group, name, texts, self.terminal?.size.cols ?? 80));
  }
  checkCount(args.length, spec, path, usage);
  const command = group.commands[name];
  if (!command) throw new Failure(`docker: '${path}' is not emulated by Swarmbox`);
  return (yield* command({ self, api, path, args, flags })) ?? 0;
}

/** Flags and arguments; a flag error gets the usage line and exit status 125. */
function parse(
  words: readonly string[],
  declared: ReturnType<typeof declare>,
  stop: boolean,
  path: string,
  usage: string,
): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(words, declared, stop);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${error.message}\n\nUsage:  ${usage}\n\n${hint(path)}`, 125);
  }
}

/** Models docker/cli cli/required.go, slips included. */
function checkCount(count: number, spec: Spec, path: string, usage: string): void {
  const [least, most = Infinity] = spec.args;
  if (count >= least && count <= most) return;
  const plural = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`;
  const [why, lead] =
    most === 0
      ? ['accepts no arguments', 'Run']
      : least === most
        ? [`requires ${plural(least)}`, 'Run']
        : most === Infinity
          ? [`requires at least ${plural(least)}`, 'See']
          : least === 0
            ? [`requires at most ${plural(most)}`, 'SRun']
            : [`requires at least ${least} and at most ${plural(most)}`, 'Run'];
  throw new Failure(`docker: '${path}' ${why}\n\nUsage:  ${usage}\n\n${lead} '${path} --help' for more information`);
}

function endpoint(host: string | undefined): string {
  if (!host) return 'unix:///var/run/docker.sock';
  if (!host.includes('://')) return `tcp://${host}${host.includes(':') ? '' : ':2375'}`;
  return host;
}

function* print(self: Process, text: string): Co<number> {
  yield* self.print(text);
  return 0;
}

function* complain(self: Process, text: string): Co<number> {
  yield* self.printError(text);
  return 0;
}
