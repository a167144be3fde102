import { address, env, extraHost, filter, genericResource, label, positiveDuration, ulimit } from './checks.ts';
import { mount } from './mounts.ts';
import { bool, bytes, cpus, duration, float, int, uint } from './numbers.ts';
import type { Flag } from './parse.ts';
import { publish } from './ports.ts';
import { config, network, preference, secret } from './references.ts';
import { csv, shellWords } from './text.ts';

/** Reads a flag's value; what it throws is the reason that the user sees. */
export type FlagType = (text: string) => unknown;

const text: FlagType = (value) => value;

const types: Record<string, FlagType> = {
  bool,
  int,
  uint: (value) => uint(value),
  uint16: (value) => uint(value, 16),
  uint32: (value) => uint(value, 32),
  float,
  duration,
  bytes,
  decimal: cpus,
  strings: csv,
  filter,
  port: publish,
  mount,
  secret,
  config,
  network,
  pref: preference,
  command: shellWords,
  ulimit,
  'credential-spec': (value) => {
    if (value !== '' && !/^(config|file|registry):\/\//.test(value))
      throw new Error('invalid credential spec: value must be prefixed with "config://", "file://", or "registry://"');
    return value;
  },
  ipNetSlice: (value) =>
    csv(value).map((each) => {
      if (!/^[\d.]+\/\d+$/.test(each)) throw new Error(`invalid string being converted to CIDR: ${each}`);
      return each;
    }),
};

/** Flags whose values are judged more closely than their type says, by name. */
const byName: Record<string, FlagType> = {
  dns: address,
  'dns-add': address,
  env,
  'env-add': env,
  label,
  'label-add': label,
  'container-label': label,
  'container-label-add': label,
  host: extraHost,
  'host-add': extraHost,
  'add-host': extraHost,
  'generic-resource': genericResource,
  'generic-resource-add': genericResource,
  'log-opt': env,
};

const positive = /^(health-(interval|timeout|start-period|start-interval))$/;

/** How a flag's value is read. */
export function typeOf(flag: Flag): FlagType {
  if (flag.type === 'list') return byName[flag.name] ?? text;
  if (positive.test(flag.name)) return (value) => positiveDuration(duration(value));
  return types[flag.type] ?? text;
}
