import type { Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { Api } from '../api.ts';
import { findCommand, openGroup } from '../docker.ts';
import { Failure } from '../failure.ts';
import { declare, type Flag } from '../flags/parse.ts';
import { groups, shortcuts, top, type GroupEntry } from '../root.ts';
import type { Group } from '../spec.ts';
import { names, type Kind } from './names.ts';

/** What the arguments of a command name, by `group command`; a command that is not here takes no names. */
const takes: Readonly<Record<string, Kind>> = Object.fromEntries(
  (
    [
      ['service', 'service inspect,logs,ps,rm,rollback,scale,update'],
      ['node', 'node demote,inspect,promote,ps,rm,update'],
      ['network', 'network connect,disconnect,inspect,rm'],
      ['volume', 'volume inspect,rm'],
      ['secret', 'secret inspect,rm'],
      ['config', 'config inspect,rm'],
      ['stack', 'stack ps,rm,services,deploy'],
      ['image', 'image history,inspect,rm,tag,push,save'],
      ['running', 'container attach,exec,kill,pause,restart,stop,top,unpause,stats,port'],
      ['container', 'container diff,inspect,logs,rename,rm,start,update,wait,commit,cp,export'],
      ['any', 'top inspect'],
    ] as const
  ).flatMap(([kind, line]) => {
    const [group = '', list = ''] = line.split(' ');
    return list.split(',').map((command) => [`${group} ${command}`, kind] as const);
  }),
);

/** Commands whose first argument is an image: what follows is that image's own. */
const images = ['service create', 'container run', 'container create'];

/** What a flag's value names, and the words that some flags take. */
const valueKinds: Readonly<Record<string, Kind>> = {
  network: 'network',
  'network-add': 'network',
  'network-rm': 'network',
  secret: 'secret',
  'secret-add': 'secret',
  'secret-rm': 'secret',
  config: 'config',
  'config-add': 'config',
  'config-rm': 'config',
  image: 'image',
};
const valueWords: Readonly<Record<string, string>> = {
  mode: 'replicated global replicated-job global-job',
  'endpoint-mode': 'vip dnsrr',
  'restart-condition': 'none on-failure any',
  'update-failure-action': 'pause continue rollback',
  'rollback-failure-action': 'pause continue',
  'update-order': 'start-first stop-first',
  'rollback-order': 'start-first stop-first',
  availability: 'active pause drain',
  role: 'worker manager',
  type: 'config container image network node plugin secret service task volume',
};

/** Candidates for the last of `words`, which stand after `docker`. */
export function* complete(self: Process, words: readonly string[]): Co<string[]> {
  const before = [...words];
  const word = before.pop() ?? '';
  const api = new Api(self, 'unix:///var/run/docker.sock');
  const matching = (list: readonly string[]): string[] => list.filter((each) => each.startsWith(word));
  const [first, ...rest] = before;
  if (first === undefined) return matching(yield* firstWords(self));
  const shortcut = shortcuts.get(first);
  let [groupName, commandName, given]: [string, string | undefined, string[]] = ['top', first, rest];
  if (shortcut) [groupName, commandName] = shortcut;
  else if (Object.hasOwn(groups, first)) [groupName, commandName, given] = [first, rest[0], rest.slice(1)];
  const group = yield* openGroup(self, groupName === 'top' ? top : (groups[groupName] as GroupEntry));
  if (commandName === undefined) return matching(Object.keys(group.specs));
  const command = findCommand(group, commandName);
  if (command === undefined) return [];
  return matching(yield* inCommand(api, group, `${groupName} ${command}`, command, given, word));
}

function* firstWords(self: Process): Co<string[]> {
  const { specs } = yield* openGroup(self, top);
  return [...new Set([...Object.keys(groups), ...shortcuts.keys(), ...Object.keys(specs)])].sort();
}

function* inCommand(
  api: Api,
  group: Group,
  path: string,
  name: string,
  given: readonly string[],
  word: string,
): Co<string[]> {
  const spec = group.specs[name];
  const flags = declare(spec?.flags);
  const { args, pending } = sort(given, flags, spec?.stop ?? false);
  if (pending) {
    if (Object.hasOwn(valueWords, pending.name)) return (valueWords[pending.name] as string).split(' ');
    const kind = valueKinds[pending.name];
    return kind ? yield* safely(names(api, kind)) : [];
  }
  const over = spec?.stop && args > 0;
  if (word.startsWith('-') && !over) return [...flags.map((flag) => `--${flag.name}`), '--help'].sort();
  if (path === 'swarm join-token') return ['manager', 'worker'];
  if (images.includes(path)) return args === 0 ? yield* safely(names(api, 'image')) : [];
  const [, most = Infinity] = spec?.args ?? [0];
  const kind = args < most ? takes[path] : undefined;
  if (!kind) return [];
  const list = yield* safely(
    names(api, kind === 'network' || args === 0 || path !== 'network connect' ? kind : 'container'),
  );
  return path === 'service scale' ? list.map((each) => `${each}=`) : list;
}

/** How many arguments there are so far, and the flag that still wants its value. */
function sort(
  given: readonly string[],
  flags: readonly Flag[],
  stop: boolean,
): { args: number; pending: Flag | undefined } {
  let args = 0;
  let pending: Flag | undefined;
  for (const each of given) {
    if (pending) pending = undefined;
    else if (each.startsWith('-') && each.length > 1 && !(stop && args > 0)) {
      const flag = each.startsWith('--')
        ? flags.find(({ name }) => `--${name}` === each)
        : flags.find(({ short }) => short !== '' && each.endsWith(short));
      if (flag && flag.type !== 'bool' && !each.includes('=')) pending = flag;
    } else args++;
  }
  return { args, pending };
}

/** Without an engine, or off the swarm, there is nothing to offer. */
function* safely(list: Co<string[]>): Co<string[]> {
  try {
    return yield* list;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [];
  }
}
