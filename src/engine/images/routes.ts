import { ApiError } from '../../api/index.ts';
import { rfc3339, sleep, type Co } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import { flag } from '../api/query.ts';
import type { Answer, Call, Route } from '../api/router.ts';
import { lasts, type Daemon } from '../daemon.ts';
import { pullStream } from './pull.ts';
import { familiar } from './reference.ts';
import { requireReference } from './registry.ts';
import { removeImage } from './remove.ts';
import type { Image } from './store.ts';

const known = ['before', 'dangling', 'label', 'reference', 'since', 'until'];

/** /images and /distribution (models moby daemon/images and api/server/router/image). */
export function imageRoutes(daemon: Daemon): Route[] {
  /** A route that answers about one image, at once. */
  const look = (path: string, answer: (image: Image) => unknown): Route => [
    'GET',
    `/images/{id*}${path}`,

    function* (call) {
      return { body: answer(daemon.images.get(call.id)) };
    },
  ];

  return [
    [
      'GET',
      '/images/json',

      function* (call) {
        return { body: list(daemon, call) };
      },
    ],
    ['POST', '/images/create', (call) => pull(daemon, call), true],
    ['POST', '/images/prune', (call) => prune(daemon, call)],
    look('/json', inspect),
    look('/history', history),
    [
      'POST',
      '/images/{id*}/tag',

      function* ({ id, query }) {
        const image = daemon.images.get(id);
        const ref = requireReference(`${query.get('repo') ?? ''}:${query.get('tag') || 'latest'}`);
        daemon.images.tag(image, familiar(ref));
        daemon.events.emit('image', 'tag', image.id, { name: familiar(ref) });
        return { status: 201 };
      },
    ],
    [
      'DELETE',
      '/images/{id*}',

      function* ({ id, query }) {
        return { body: removeImage(daemon, id, flag(query, 'force')) };
      },
    ],
    ['GET', '/distribution/{id*}/json', (call) => distribution(daemon, call), true],
  ];
}

function list(daemon: Daemon, { query }: Call): unknown[] {
  const filters = new Filters(query, known);
  const newestFirst = [...daemon.images.all].sort((a, b) => b.created - a.created);
  return newestFirst
    .filter(
      (image) =>
        filters.any('reference', (wish) => [...image.tags].some((tag) => matchesReference(tag, wish))) &&
        filters.any('dangling', (value) => ['true', '1'].includes(value) === (image.tags.size === 0)) &&
        filters.labels('label', image.remote.definition.config.Labels ?? {}),
    )
    .map((image) => ({
      Containers: -1,
      Created: Math.floor(image.created / 1_000_000),
      Id: image.id,
      Labels: image.remote.definition.config.Labels ?? null,
      ParentId: '',
      RepoDigests: [...image.digests],
      RepoTags: [...image.tags],
      SharedSize: -1,
      Size: image.remote.size,
    }));
}

/** The reference filter: a glob over the name, with or without its tag. */
function matchesReference(tag: string, wish: string): boolean {
  const glob = new RegExp(
    `^${wish
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
  return glob.test(tag) || glob.test(tag.replace(/:[^:/]+$/, ''));
}

function* pull(daemon: Daemon, { query }: Call): Co<Answer> {
  const tag = query.get('tag');
  const name = query.get('fromImage') ?? '';
  const ref = requireReference(tag ? `${name}${tag.startsWith('sha256:') ? '@' : ':'}${tag}` : name);
  yield* sleep(daemon.clock, lasts(daemon, 'registry', 30, 80));
  return { stream: pullStream(daemon, ref) };
}

/** What a registry knows of a name: how clients turn a tag into a digest. */
function* distribution(daemon: Daemon, { id }: Call): Co<Answer> {
  const ref = requireReference(id);
  yield* sleep(daemon.clock, lasts(daemon, 'registry', 20, 60));
  let remote;
  try {
    remote = daemon.registry.resolve(ref);
  } catch (error) {
    // The registry's refusal, in the words of its own client rather than of a pull.
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(
      error.message.startsWith('manifest') ? 404 : 403,
      error.message.replace(/^pull access .*denied: /, 'errors:\ndenied: '),
    );
  }
  const platforms = remote.definition.platforms ?? [{ architecture: 'amd64', os: 'linux' }];
  return {
    body: {
      Descriptor: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: remote.digest, size: 1_862 },
      Platforms: platforms.map(({ architecture, os }) => ({ architecture, os })),
    },
  };
}

function inspect(image: Image): Record<string, unknown> {
  const { config } = image.remote.definition;
  const asObject = (keys: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(keys.map((key) => [key, {}]));
  return {
    Id: image.id,
    RepoTags: [...image.tags],
    RepoDigests: [...image.digests],
    Parent: '',
    Comment: '',
    Created: rfc3339(image.created),
    DockerVersion: '',
    Author: '',
    Architecture: 'amd64',
    Os: 'linux',
    Size: image.remote.size,
    GraphDriver: { Data: null, Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: image.remote.layers.map(({ id }) => `sha256:${id}`) },
    Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
    Config: {
      ...(config.User ? { User: config.User } : {}),
      ...(config.ExposedPorts ? { ExposedPorts: asObject(config.ExposedPorts) } : {}),
      ...(config.Env ? { Env: config.Env } : {}),
      ...(config.Entrypoint ? { Entrypoint: config.Entrypoint } : {}),
      ...(config.Cmd ? { Cmd: config.Cmd } : {}),
      ...(config.Healthcheck ? { Healthcheck: config.Healthcheck } : {}),
      ...(config.Volumes ? { Volumes: asObject(config.Volumes) } : {}),
      ...(config.WorkingDir ? { WorkingDir: config.WorkingDir } : {}),
      ...(config.Labels ? { Labels: config.Labels } : {}),
      ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
    },
  };
}

/** Newest layer first; only the image itself has an ID and names. */
function history(image: Image): unknown[] {
  return [...image.remote.layers].reverse().map(({ createdBy, size }, i) => ({
    Comment: '',
    Created: Math.floor(image.created / 1_000_000),
    CreatedBy: createdBy,
    Id: i === 0 ? image.id : '<missing>',
    Size: size,
    Tags: i === 0 && image.tags.size > 0 ? [...image.tags] : null,
  }));
}

/** Images without a name that no container uses; with `dangling=false` every unused one. */

function* prune(daemon: Daemon, { query }: Call): Co<Answer> {
  const filters = new Filters(query, ['dangling', 'label', 'label!', 'until']);
  const all = filters.get('dangling').some((value) => ['false', '0'].includes(value));
  const used = new Set(daemon.containers.all.map(({ image }) => image));
  const unused = daemon.images.all.filter((image) => !used.has(image) && (all || image.tags.size === 0));
  const deleted = unused.flatMap((image) => removeImage(daemon, image.id, true));
  const SpaceReclaimed = unused.reduce((sum, { remote }) => sum + remote.size, 0);
  return { body: { ImagesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed } };
}
