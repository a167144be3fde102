import { ApiError } from '../../api/index.ts';
import { Errno, type ExitStatus, type OpenFile, type Signal } from '../../host/index.ts';
import { Channel, second, sleep, wait, type Co, type Micros } from '../../sim/index.ts';
import { lasts, type Daemon } from '../daemon.ts';
import { planEndpoint } from '../networks/store.ts';
import type { Container } from './container.ts';
import {
  environmentOf,
  mountAll,
  plugInterfaces,
  prepareMounts,
  userOf,
  writeIdentity,
  writeTaskFiles,
} from './environment.ts';
import { watchHealth } from './health.ts';
import { removeContainer } from './remove.ts';
import { scheduleRestart } from './restart.ts';
import { parseSignal, signalNumber, signalSpace } from './signals.ts';
import { closedFile, fedFile, sinkFile } from './streams.ts';

/** Seconds between the stop signal and SIGKILL. */
const defaultGrace = 10;

/**
 * Starts a container that is not running: networks, mounts, first process (models moby daemon/start).
 *
 * @throws ApiError with the daemon's text; the container then keeps its state, with `error` and an exit code
 */
export function* startContainer(daemon: Daemon, container: Container): Co<void> {
  cancelTimers(container);
  container.manuallyStopped = false;
  yield* sleep(daemon.clock, lasts(daemon, 'start', 150, 260));
  try {
    connectAll(daemon, container);
    launch(daemon, container);
  } catch (error) {
    disconnectAll(daemon, container);
    container.space?.destroy();
    container.space = undefined;
    const problem =
      error instanceof ApiError ? error : new ApiError(500, String(error instanceof Error ? error.message : error));
    container.error = problem.message;
    container.exitCode = /executable file not found|no such file or directory: unknown/.test(problem.message)
      ? 127
      : /permission denied: unknown/.test(problem.message)
        ? 126
        : 128;
    if (container.hostConfig.AutoRemove) yield* removeContainer(daemon, container, { force: true, volumes: true });
    throw problem;
  }
  container.error = '';
  container.exitCode = 0;
  container.startedAt = daemon.clock.now;
  container.setStatus('running');
  daemon.events.emit('container', 'start', container.id, container.attributes());
  watchHealth(daemon, container);
}

function connectAll(daemon: Daemon, container: Container): void {
  for (const endpoint of container.endpoints.values()) {
    const network = daemon.networks.byId(endpoint.networkId);
    if (!network)
      throw new ApiError(404, `failed to set up container networking: network ${endpoint.networkId} not found`);
    if (endpoint.address !== '') continue;
    daemon.networks.allocate(network, container.id, container.name, endpoint);
    daemon.events.emit('network', 'connect', network.id, {
      container: container.id,
      name: network.name,
      type: network.driver,
    });
  }
  if (needsGatewayBridge(daemon, container)) {
    const bridge = daemon.networks.ensureGatewayBridge();
    daemon.networks.allocate(bridge, container.id, `gateway_${container.id.slice(0, 12)}`, planEndpoint(bridge));
  }
  daemon.ports.bind(daemon, container);
}

function needsGatewayBridge(daemon: Daemon, container: Container): boolean {
  return [...container.endpoints.values()].some((endpoint) => {
    const network = daemon.networks.byId(endpoint.networkId);
    return network?.driver === 'overlay' && !network.spec.Internal;
  });
}

function disconnectAll(daemon: Daemon, container: Container): void {
  daemon.ports.release(container);
  const bridge = daemon.networks.named('docker_gwbridge')?.endpoints.get(container.id)?.endpoint;
  if (bridge) daemon.networks.release(container.id, bridge);
  for (const endpoint of container.endpoints.values()) {
    if (endpoint.id === '') continue;
    const network = daemon.networks.byId(endpoint.networkId);
    daemon.networks.release(container.id, endpoint);
    if (network)
      daemon.events.emit('network', 'disconnect', network.id, {
        container: container.id,
        name: network.name,
        type: network.driver,
      });
  }
}

function launch(daemon: Daemon, container: Container): void {
  const { config } = container;
  const hostNetwork = container.endpoints.has('host');
  const hostname = hostNetwork ? daemon.host.name : config.Hostname;
  // The root is prepared before it may become read-only.
  const options = { id: container.id, hostname, root: container.root, hostNetwork };
  const writable = daemon.host.createSpace(options);
  writeIdentity(daemon, container, writable);
  writeTaskFiles(container, writable);
  prepareMounts(container, writable);
  const space = container.hostConfig.ReadonlyRootfs
    ? daemon.host.createSpace({ ...options, readOnly: true })
    : writable;
  container.space = space;
  plugInterfaces(daemon, container, space);
  mountAll(container, space);
  const user = userOf(space, config.User);
  const cwd = config.WorkingDir || '/';
  if (!space.files.exists(cwd) && !container.hostConfig.ReadonlyRootfs) space.files.mkdir(cwd, { parents: true });
  const argv = container.argv;
  let over = false;
  const onExit = (status: ExitStatus): void => {
    if (over) return;
    over = true;
    ended(daemon, container, status.code);
  };
  try {
    container.main = space.start({
      argv,
      cwd,
      user,
      env: environmentOf(container, user),
      files: standardFiles(daemon, container),
      onExit,
    });
  } catch (error) {
    over = true;
    if (error instanceof Errno) throw new ApiError(400, runtimeProblem(argv[0] ?? '', error));
    throw error;
  }
}

/** runc's words for a first process that could not be started. */
export function runtimeProblem(command: string, error: Errno): string {
  const reason =
    error.code === 'ENOENT'
      ? command.includes('/')
        ? `stat ${command}: no such file or directory`
        : 'executable file not found in $PATH'
      : error.message.toLowerCase();
  return `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${command}": ${reason}: unknown`;
}

function standardFiles(daemon: Daemon, container: Container): Map<number, OpenFile> {
  const { log, output } = container;
  if (container.config.Tty) {
    const terminal = daemon.host.openTerminal(80, 24);
    container.terminal = terminal;
    terminal.onOutput((data) => {
      log.write('stdout', data);
      for (const client of container.attached) client.push({ stream: 'stdout', data });
      output.emit({ stream: 'stdout', data });
    });
    return new Map([0, 1, 2].map((fd) => [fd, terminal.slave]));
  }
  const sink = (stream: 'stdout' | 'stderr'): OpenFile =>
    sinkFile(
      stream,
      (frame) => {
        log.write(stream, frame.data);
        output.emit(frame);
      },
      container.attached,
    );
  if (container.config.OpenStdin) container.stdin ??= new Channel<string>();
  return new Map([
    [0, container.stdin ? fedFile(container.stdin) : closedFile],
    [1, sink('stdout')],
    [2, sink('stderr')],
  ]);
}

/** The first process is gone: what ran beside it goes too, addresses and ports become free. */
export function ended(daemon: Daemon, container: Container, exitCode: number): void {
  const ran = daemon.clock.now - (container.startedAt ?? daemon.clock.now);
  cancelTimers(container);
  container.main = undefined;
  container.space?.destroy();
  container.space = undefined;
  container.stdin = undefined;
  container.terminal = undefined;
  container.log.end();
  container.exitCode = exitCode;
  container.finishedAt = daemon.clock.now;
  if (container.health) container.health.status = 'unhealthy';
  for (const client of container.attached) client.close();
  container.attached.clear();
  container.output.emit(undefined);
  daemon.events.emit(
    'container',
    'die',
    container.id,
    container.attributes({ exitCode: String(exitCode), execDuration: String(Math.floor(ran / second)) }),
  );
  disconnectAll(daemon, container);
  container.setStatus('exited');
  scheduleRestart(daemon, container, ran);
}

export function cancelTimers(container: Container): void {
  for (const cancel of container.timers) cancel();
  container.timers.clear();
}

/** Waits until a container is as wished; at once when it is. */
export function* until(container: Container, wished: (container: Container) => boolean): Co<void> {
  if (wished(container)) return;
  yield* wait<void>((resume) => {
    const cancel = container.changed.subscribe(() => {
      if (!wished(container)) return;
      cancel();
      resume.value();
    });
    return cancel;
  });
}

const stopped = (container: Container): boolean => !container.running;

/** Waits for the end of a running container, at most so long. True: it has ended. */
function* endsWithin(daemon: Daemon, container: Container, span: Micros): Co<boolean> {
  if (stopped(container)) return true;
  return yield* wait<boolean>((resume) => {
    const cancelTimer = daemon.clock.after(span, () => {
      cancelChange();
      resume.value(stopped(container));
    });
    const cancelChange = container.changed.subscribe(() => {
      if (!stopped(container)) return;
      cancelTimer();
      cancelChange();
      resume.value(true);
    });
    return () => {
      cancelTimer();
      cancelChange();
    };
  });
}

/** Sends a signal to the first process, as `docker kill` does. */
export function killContainer(daemon: Daemon, container: Container, signal: Signal): void {
  if (!container.space) return;
  daemon.events.emit('container', 'kill', container.id, container.attributes({ signal: String(signalNumber(signal)) }));
  if (signal === 'SIGKILL') signalSpace(container.space, 'SIGCONT', true);
  signalSpace(container.space, signal);
}

/** SIGKILL, and the end of it. */
export function* killAndWait(daemon: Daemon, container: Container): Co<void> {
  killContainer(daemon, container, 'SIGKILL');
  if (!(yield* endsWithin(daemon, container, 2 * second))) ended(daemon, container, 137);
}

/**
 * Stops a container: its stop signal, then SIGKILL after the grace period (models moby daemon/stop).
 *
 * @param options.timeout seconds; negative waits for ever
 */
export function* stopContainer(
  daemon: Daemon,
  container: Container,
  options: { timeout?: number | undefined; signal?: string | undefined } = {},
): Co<void> {
  container.manuallyStopped = true;
  if (container.status === 'restarting') {
    cancelTimers(container);
    container.setStatus('exited');
  }
  if (!container.running) return;
  if (container.status === 'paused') unpause(daemon, container);
  const signal = parseSignal(options.signal || container.config.StopSignal || 'SIGTERM');
  const grace = options.timeout ?? container.config.StopTimeout ?? defaultGrace;
  yield* sleep(daemon.clock, lasts(daemon, 'stop', 40, 90));
  killContainer(daemon, container, signal);
  if (!(yield* endsWithin(daemon, container, grace < 0 ? Infinity : grace * second)))
    yield* killAndWait(daemon, container);
  daemon.events.emit('container', 'stop', container.id, container.attributes());
}

export function pause(daemon: Daemon, container: Container): void {
  if (container.space) signalSpace(container.space, 'SIGSTOP', true);
  container.setStatus('paused');
  daemon.events.emit('container', 'pause', container.id, container.attributes());
}

export function unpause(daemon: Daemon, container: Container): void {
  if (container.space) signalSpace(container.space, 'SIGCONT', true);
  container.setStatus('running');
  daemon.events.emit('container', 'unpause', container.id, container.attributes());
}
