import { ApiError, type ContainerCreate, type HostConfig } from '../../api/index.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from '../images/store.ts';
import { planEndpoint, type NodeNetwork } from '../networks/store.ts';
import { Container, type ContainerConfig, type TaskTies } from './container.ts';
import { Log } from './log.ts';
import { resolveMounts } from './mounts.ts';
import { randomName } from './names.ts';

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/**
 * Makes a container from a request (models moby daemon/create). Takes no time itself.
 *
 * @param name wished for; '' for a random one
 * @throws ApiError 404 `No such image: x:tag`, 409 for a name in use, 400 for a bad configuration
 */
export function createContainer(daemon: Daemon, name: string, body: ContainerCreate, ties?: TaskTies): Container {
  const image = daemon.images.get(body.Image);
  const id = daemon.chance.hex('container', daemon.host.name);
  const chosen = chooseName(daemon, name);
  const config = mergeConfig(body, image, id);
  if ([...(config.Entrypoint ?? []), ...(config.Cmd ?? [])].length === 0)
    throw new ApiError(400, 'no command specified');
  const container = new Container({
    id,
    name: chosen,
    created: daemon.clock.now,
    image,
    config,
    hostConfig: body.HostConfig ?? {},
    mounts: resolveMounts(daemon, body, image.remote.definition.config.Volumes ?? []),
    log: new Log(daemon.clock),
    ties,
    root: daemon.host.makeTree(image.remote.definition.files()),
  });
  planEndpoints(daemon, container, body);
  daemon.containers.add(container);
  daemon.events.emit('container', 'create', id, container.attributes());
  return container;
}

function chooseName(daemon: Daemon, wish: string): string {
  const name = wish.replace(/^\//, '');
  if (name === '') return randomName(daemon.chance, (candidate) => daemon.containers.named(candidate) !== undefined);
  checkName(daemon, name);
  return name;
}

/** Throws 400 for a name with wrong characters, 409 for one that another container has. */
export function checkName(daemon: Daemon, name: string): void {
  if (!namePattern.test(name))
    throw new ApiError(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const holder = daemon.containers.named(name);
  if (holder)
    throw new ApiError(
      409,
      `Conflict. The container name "/${name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
}

const asObject = (keys: readonly string[] = []): Record<string, Record<string, never>> =>
  Object.fromEntries(keys.map((key) => [key, {}]));

/** What the request leaves out comes from the image (models moby daemon/commit.go merge). */
function mergeConfig(body: ContainerCreate, image: Image, id: string): ContainerConfig {
  const base = image.remote.definition.config;
  const env = body.Env ?? [];
  const named = new Set(env.map((pair) => pair.split('=')[0]));
  const ownEntrypoint = body.Entrypoint && body.Entrypoint.length > 0;
  const cmd = body.Cmd?.length ? body.Cmd : ownEntrypoint ? null : (base.Cmd ?? null);
  const health = body.Healthcheck?.Test?.length
    ? body.Healthcheck
    : base.Healthcheck && { ...base.Healthcheck, ...body.Healthcheck };
  const StopSignal = body.StopSignal || base.StopSignal;
  return {
    Hostname: body.Hostname || id.slice(0, 12),
    Domainname: body.Domainname ?? '',
    User: body.User || (base.User ?? ''),
    AttachStdin: body.AttachStdin ?? false,
    AttachStdout: body.AttachStdout ?? false,
    AttachStderr: body.AttachStderr ?? false,
    ExposedPorts: { ...asObject(base.ExposedPorts), ...body.ExposedPorts },
    Tty: body.Tty ?? false,
    OpenStdin: body.OpenStdin ?? false,
    StdinOnce: body.StdinOnce ?? false,
    Env: [...env, ...(base.Env ?? []).filter((pair) => !named.has(pair.split('=')[0] as string))],
    Cmd: cmd,
    ...(health ? { Healthcheck: health } : {}),
    Image: body.Image,
    Volumes:
      base.Volumes || Object.keys(body.Volumes ?? {}).length > 0
        ? { ...asObject(base.Volumes), ...body.Volumes }
        : null,
    WorkingDir: body.WorkingDir || (base.WorkingDir ?? ''),
    Entrypoint: ownEntrypoint ? (body.Entrypoint ?? null) : (base.Entrypoint ?? null),
    Labels: { ...base.Labels, ...body.Labels },
    ...(StopSignal ? { StopSignal } : {}),
    ...(body.StopTimeout === undefined ? {} : { StopTimeout: body.StopTimeout }),
  };
}

/** The network of the mode, and those of NetworkingConfig. */
function planEndpoints(daemon: Daemon, container: Container, body: ContainerCreate): void {
  const configs = body.NetworkingConfig?.EndpointsConfig ?? {};
  const mode = networkMode(body.HostConfig ?? {});
  for (const name of new Set([mode, ...Object.keys(configs)])) {
    const network = findNetwork(daemon, name);
    const config = configs[name] ?? (name === mode ? configs[body.HostConfig?.NetworkMode ?? ''] : undefined);
    const fixed = config?.IPAMConfig?.IPv4Address;
    if (fixed) daemon.networks.checkFixed(network, fixed);
    container.endpoints.set(network.name, planEndpoint(network, config?.Aliases ?? [], fixed));
  }
}

function networkMode(hostConfig: HostConfig): string {
  const mode = hostConfig.NetworkMode ?? '';
  return mode === '' || mode === 'default' ? 'bridge' : mode;
}

function findNetwork(daemon: Daemon, name: string): NodeNetwork {
  const { networks } = daemon;
  // Clients that name no network send the endpoint settings of `default`.
  if (name === 'default') return findNetwork(daemon, 'bridge');
  const network =
    networks.byId(name) ?? networks.named(name) ?? networks.all.find((other) => other.id.startsWith(name));
  if (!network) throw new ApiError(404, `network ${name} not found`);
  return network;
}

/** The image as a list shows it: the name asked for, or its ID once the name has moved on to another image. */
export function shownImage(daemon: Daemon, container: Container): string {
  const current = daemon.images.find(container.config.Image);
  return current && current !== container.image ? container.image.id : container.config.Image;
}
