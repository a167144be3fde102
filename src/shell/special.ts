import { second } from '../sim/index.ts';
import type { Shell } from './state.ts';

const options: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  allexport: 'a',
};

/** Parameters that the shell computes, by name; each is undefined where it is unset. */
const special: Readonly<Record<string, (sh: Shell) => string | undefined>> = {
  '?': (sh) => String(sh.status),
  $: (sh) => String(sh.forked ? (sh.vars.get('$') ?? sh.self.pid) : sh.self.pid),
  '!': (sh) => (sh.lastBackground === undefined ? undefined : String(sh.lastBackground)),
  '#': (sh) => String(sh.args.length),
  '0': (sh) => sh.name,
  '-': (sh) => `${[...sh.options].map((o) => options[o] ?? '').join('')}hB${sh.interactive ? 'im' : ''}`,
  _: (sh) => sh.vars.get('_'),
  BASHPID: (sh) => String(sh.self.pid),
  PPID: (sh) => String(sh.self.ppid),
  UID: (sh) => String(sh.self.user.uid),
  EUID: (sh) => String(sh.self.user.uid),
  HOSTNAME: (sh) => sh.vars.get('HOSTNAME') ?? sh.self.space.hostname,
  RANDOM: (sh) => String(sh.self.chance.integer('random', `${sh.self.space.id}/${sh.self.pid}`, 32_768)),
  SECONDS: (sh) => String(Math.floor((sh.self.clock.now - sh.self.startedAt) / second)),
  EPOCHSECONDS: (sh) => String(Math.floor(sh.self.clock.now / second)),
  LINENO: (sh) => String(sh.firstLine + sh.source.slice(0, sh.pos).split('\n').length - 1),
};

/** The value of a scalar parameter: special, positional or a variable. */
export function parameter(sh: Shell, name: string): string | undefined {
  const compute = special[name];
  if (compute) return compute(sh);
  if (/^\d+$/.test(name)) return sh.args[Number(name) - 1];
  if (name === 'FUNCNAME') return sh.calls.at(-1);
  return sh.vars.get(name);
}
