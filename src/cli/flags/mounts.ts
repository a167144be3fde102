import type { Driver, Mount } from '../../api/index.ts';
import { bytes, bool } from './numbers.ts';
import { csv } from './text.ts';

type VolumeOptions = NonNullable<Mount['VolumeOptions']>;
type BindOptions = NonNullable<Mount['BindOptions']>;

const withoutValue = ['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive', 'bind-create-src'];

function flag(key: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  try {
    return bool(value);
  } catch {
    throw new Error(`invalid value for ${key}: ${value}`);
  }
}

function put(map: Record<string, string> | undefined, pair: string): Record<string, string> {
  const [key = '', ...value] = pair.split('=');
  return { ...map, [key]: value.join('=') };
}

const recursive: Record<string, BindOptions> = {
  enabled: {},
  disabled: { NonRecursive: true },
  writable: { ReadOnlyNonRecursive: true },
  readonly: { ReadOnlyForceRecursive: true },
};

/** What each key of `--mount` does to the mount under way. */
const keys: Record<string, (mount: Mount, value: string, given: string | undefined, key: string) => void> = {
  type: (mount, value) => void (mount.Type = value.toLowerCase()),
  source: (mount, value) => void (mount.Source = value),
  target: (mount, value) => void (mount.Target = value),
  readonly: (mount, _, given, key) => void (mount.ReadOnly = flag(key, given)),
  consistency: (mount, value) => void (mount.Consistency = value.toLowerCase()),
  'bind-propagation': (mount, value) => bind(mount, { Propagation: value.toLowerCase() }),
  'bind-nonrecursive': (mount, _, given, key) => bind(mount, { NonRecursive: flag(key, given) }),
  'bind-recursive': (mount, value, _, key) => {
    const options = recursive[value];
    if (!options)
      throw new Error(`invalid value for ${key}: ${value} (must be "enabled", "disabled", "writable", or "readonly")`);
    bind(mount, options);
  },
  'bind-create-src': (mount, _, given, key) => bind(mount, { CreateMountpoint: flag(key, given) }),
  'volume-subpath': (mount, value) => volume(mount, { Subpath: value }),
  'volume-nocopy': (mount, _, given, key) => volume(mount, { NoCopy: flag(key, given) }),
  'volume-label': (mount, value) => volume(mount, { Labels: put(mount.VolumeOptions?.Labels, value) }),
  'volume-driver': (mount, value) => driver(mount, { Name: value }),
  'volume-opt': (mount, value) => driver(mount, { Options: put(mount.VolumeOptions?.DriverConfig?.Options, value) }),
  'image-subpath': (mount, value) => void (mount.ImageOptions = { Subpath: value }),
  'tmpfs-size': (mount, value, _, key) => {
    try {
      mount.TmpfsOptions = { ...mount.TmpfsOptions, SizeBytes: bytes(value) };
    } catch {
      throw new Error(`invalid value for ${key}: ${value}`);
    }
  },
  'tmpfs-mode': (mount, value, _, key) => {
    if (!/^[0-7]+$/.test(value)) throw new Error(`invalid value for ${key}: ${value}`);
    mount.TmpfsOptions = { ...mount.TmpfsOptions, Mode: parseInt(value, 8) };
  },
};
const synonyms: Record<string, string> = { src: 'source', dst: 'target', destination: 'target', ro: 'readonly' };

function bind(mount: Mount, options: BindOptions): void {
  mount.BindOptions = { ...mount.BindOptions, ...options };
}

function volume(mount: Mount, options: VolumeOptions): void {
  mount.VolumeOptions = { ...mount.VolumeOptions, ...options };
}

function driver(mount: Mount, options: Driver): void {
  volume(mount, { DriverConfig: { ...mount.VolumeOptions?.DriverConfig, ...options } });
}

/** The value of `--mount`; models docker/cli opts MountOpt. */
export function mount(text: string): Mount {
  const result: Mount = { Type: 'volume', Target: '' };
  for (const field of csv(text)) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? undefined : field.slice(at + 1);
    if (value === undefined && !withoutValue.includes(key))
      throw new Error(`invalid field '${field}' must be a key=value pair`);
    const put = keys[synonyms[key] ?? key];
    if (!put) throw new Error(`unexpected key '${key}' in '${field}'`);
    put(result, value ?? '', value, key);
  }
  if (result.Type === '') throw new Error('type is required');
  if (result.Target === '') throw new Error('target is required');
  const mixed = [
    ['volume', result.VolumeOptions],
    ['bind', result.BindOptions],
    ['image', result.ImageOptions],
    ['tmpfs', result.TmpfsOptions],
  ] as const;
  for (const [type, options] of mixed)
    if (options && result.Type !== type)
      throw new Error(`cannot mix '${type}-*' options with mount type '${result.Type}'`);
  if (result.BindOptions?.ReadOnlyNonRecursive && !result.ReadOnly)
    throw new Error("option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction");
  if (result.BindOptions?.ReadOnlyForceRecursive && !result.ReadOnly)
    throw new Error("option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction");
  return result;
}
