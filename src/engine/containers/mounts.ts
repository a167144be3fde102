import { ApiError, type ContainerCreate, type Mount, type MountPoint } from '../../api/index.ts';
import { type Tree } from '../../host/index.ts';
import type { Daemon } from '../daemon.ts';

/** A mount of a container: as inspect tells it, and what is mounted. */
export interface ContainerMount {
  readonly point: MountPoint;
  readonly anonymous: boolean;
  /** Fill the empty volume with what the image has at the target. */
  readonly populate: boolean;
  /** Type and source as `mount` prints them. */
  readonly device: { readonly type: string; readonly source: string };
  readonly tree: () => Tree;
}

const invalid = (type: string, problem: string): ApiError =>
  new ApiError(400, `invalid mount config for type "${type}": ${problem}`);

/** The mounts that a request and its image ask for (models moby volume/mounts, daemon/volumes_unix). */
export function resolveMounts(
  daemon: Daemon,
  body: ContainerCreate,
  imageVolumes: readonly string[],
): ContainerMount[] {
  const wanted: Mount[] = [
    ...(body.HostConfig?.Binds ?? []).map((bind) => parseBind(daemon, bind)),
    ...(body.HostConfig?.Mounts ?? []),
    ...Object.entries(body.HostConfig?.Tmpfs ?? {}).map(([Target]): Mount => ({ Type: 'tmpfs', Target })),
  ];
  const targets = new Set<string>();
  for (const mount of wanted) {
    if (targets.has(mount.Target)) throw new ApiError(400, `Duplicate mount point: ${mount.Target}`);
    targets.add(mount.Target);
  }
  for (const Target of [...Object.keys(body.Volumes ?? {}), ...imageVolumes])
    if (!targets.has(Target)) {
      targets.add(Target);
      wanted.push({ Type: 'volume', Target });
    }
  // Mounts are made from the top down, whatever the order asked for.
  return wanted.map((mount) => resolveMount(daemon, mount)).sort((a, b) => depth(a) - depth(b));
}

const depth = (mount: ContainerMount): number => mount.point.Destination.split('/').length;

function parseBind(daemon: Daemon, bind: string): Mount {
  const [source = '', target = '', mode = ''] = bind.split(':');
  if (target === '') {
    if (!source.startsWith('/')) throw new ApiError(400, `invalid volume specification: '${bind}'`);
    return { Type: 'volume', Target: source };
  }
  const ReadOnly = mode.split(',').includes('ro');
  if (!source.startsWith('/')) return { Type: 'volume', Source: source, Target: target, ReadOnly };
  // Unlike --mount, -v makes the directory.
  if (!daemon.host.root.files.exists(source)) daemon.host.root.files.mkdir(source, { parents: true });
  return { Type: 'bind', Source: source, Target: target, ReadOnly };
}

function resolveMount(daemon: Daemon, mount: Mount): ContainerMount {
  const { Type, Source = '', Target } = mount;
  if (!Target.startsWith('/')) throw invalid(Type, `invalid mount path: '${Target}' mount path must be absolute`);
  const RW = !mount.ReadOnly;
  switch (Type) {
    case 'bind': {
      const { files } = daemon.host.root;
      if (Source === '') throw invalid(Type, 'field Source must not be empty');
      if (!Source.startsWith('/')) throw invalid(Type, `invalid mount path: '${Source}' mount path must be absolute`);
      if (!files.exists(Source)) {
        if (!mount.BindOptions?.CreateMountpoint) throw invalid(Type, `bind source path does not exist: ${Source}`);
        files.mkdir(Source, { parents: true });
      }
      const Propagation = mount.BindOptions?.Propagation ?? 'rprivate';
      return {
        point: { Type, Source, Destination: Target, Mode: '', RW, Propagation },
        anonymous: false,
        populate: false,
        device: { type: 'ext4', source: '/dev/sda1' },
        tree: () => files.subtree(Source),
      };
    }
    case 'volume': {
      const anonymous = Source === '';
      const volume = daemon.volumes.create({
        name: anonymous ? daemon.chance.hex('volume', 'anonymous') : Source,
        driver: mount.VolumeOptions?.DriverConfig?.Name ?? 'local',
        labels: mount.VolumeOptions?.Labels ?? (anonymous ? { 'com.docker.volume.anonymous': '' } : null),
        options: mount.VolumeOptions?.DriverConfig?.Options ?? null,
        anonymous,
      });
      return {
        point: {
          Type,
          Name: volume.name,
          Source: daemon.volumes.mountpoint(volume),
          Destination: Target,
          Driver: 'local',
          Mode: 'z',
          RW,
          Propagation: '',
        },
        anonymous,
        populate: !mount.VolumeOptions?.NoCopy,
        device: { type: 'ext4', source: '/dev/sda1' },
        tree: () => daemon.volumes.tree(volume),
      };
    }
    case 'tmpfs':
      if (Source !== '') throw invalid(Type, 'field Source must not be specified');
      return {
        point: { Type, Source: '', Destination: Target, Mode: '', RW, Propagation: '' },
        anonymous: false,
        populate: false,
        device: { type: 'tmpfs', source: 'tmpfs' },
        tree: () => daemon.host.emptyTree(),
      };
    default:
      throw invalid(Type, `mount type unknown`);
  }
}
