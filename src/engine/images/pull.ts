import { Channel, millisecond, run, sleep, type Co } from '../../sim/index.ts';
import { lasts, type Daemon } from '../daemon.ts';
import type { Reference } from './reference.ts';
import type { Layer, RemoteImage } from './registry.ts';
import type { Image } from './store.ts';

/** One line of the pull's progress, as the API streams it. */
export interface PullStatus {
  status: string;
  id?: string;
  progressDetail?: { current?: number; total?: number };
}

/** Bytes per millisecond from the registry, and how often progress is told. */
const bandwidth = 25_000;
const tick = 100 * millisecond;

/**
 * Pulls an image into the host's store (models moby distribution/pull_v2). An image that is here costs a look at the
 * registry only; each layer that is not is fetched and unpacked.
 *
 * @throws ApiError as the registry refuses
 */
export function* pullImage(daemon: Daemon, ref: Reference, tell: (status: PullStatus) => void): Co<Image> {
  yield* sleep(daemon.clock, lasts(daemon, 'registry', 30, 80));
  const remote = daemon.registry.resolve(ref);
  tell({
    status: `Pulling from ${ref.path}`,
    id: ref.digest && ref.tag === undefined ? ref.digest : (ref.tag ?? 'latest'),
  });
  const present = daemon.images.all.find((image) => image.id === remote.id);
  const upToDate =
    present?.digests.has(`${ref.name}@${remote.digest}`) &&
    (ref.digest !== undefined || present.tags.has(`${ref.name}:${ref.tag ?? 'latest'}`));
  if (!present) yield* fetchLayers(daemon, remote, tell);
  const image = daemon.images.add(ref, remote);
  const name = `${ref.name}${ref.digest ? `@${ref.digest}` : `:${ref.tag ?? 'latest'}`}`;
  tell({ status: `Digest: ${remote.digest}` });
  tell({ status: `Status: ${upToDate ? 'Image is up to date' : 'Downloaded newer image'} for ${name}` });
  daemon.events.emit('image', 'pull', name, { name: ref.name });
  return image;
}

function* fetchLayers(daemon: Daemon, remote: RemoteImage, tell: (status: PullStatus) => void): Co<void> {
  const missing: Layer[] = [];
  for (const layer of remote.layers) {
    const here = daemon.images.hasLayer(layer);
    if (!here) missing.push(layer);
    tell({ status: here ? 'Already exists' : 'Pulling fs layer', progressDetail: {}, id: short(layer) });
  }
  // Three layers are fetched at a time; they are unpacked in order.
  for (const layer of missing.slice(3)) tell({ status: 'Waiting', progressDetail: {}, id: short(layer) });
  yield* sleep(daemon.clock, lasts(daemon, 'registry', 250, 400));
  for (const layer of missing) {
    const id = short(layer);
    const steps = Math.max(1, Math.ceil(layer.size / (bandwidth * 100)));
    for (let step = 1; step <= steps; step++) {
      yield* sleep(daemon.clock, Math.min(tick, (layer.size / bandwidth) * millisecond));
      tell({
        status: 'Downloading',
        progressDetail: { current: Math.floor((layer.size * step) / steps), total: layer.size },
        id,
      });
    }
    tell({ status: 'Verifying Checksum', progressDetail: {}, id });
    tell({ status: 'Download complete', progressDetail: {}, id });
  }
  for (const layer of missing) {
    const id = short(layer);
    tell({ status: 'Extracting', progressDetail: { current: layer.size, total: layer.size }, id });
    yield* sleep(daemon.clock, lasts(daemon, 'extract', 40, 120) + (layer.size / (bandwidth * 4)) * millisecond);
    tell({ status: 'Pull complete', progressDetail: {}, id });
  }
}

const short = (layer: Layer): string => layer.id.slice(0, 12);

/** The same as a stream for a client; a refusal after the start would come as its last item. */
export function pullStream(
  daemon: Daemon,
  ref: Reference,
): Channel<PullStatus | { errorDetail: { message: string }; error: string }> {
  daemon.registry.resolve(ref);
  const out = new Channel<PullStatus | { errorDetail: { message: string }; error: string }>();
  const routine = run(
    daemon.clock,
    pullImage(daemon, ref, (status) => out.push(status)),
    (outcome) => {
      if (!outcome.ok) {
        const message = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
        out.push({ errorDetail: { message }, error: message });
      }
      out.close();
    },
  );
  out.onCancel(() => routine.kill());
  return out;
}
