import { ApiError } from '../../api/index.ts';
import type { Daemon } from '../daemon.ts';
import { familiar, parseReference } from './reference.ts';

type Deletion = { Untagged: string } | { Deleted: string };

/**
 * Takes a name off an image, and the image itself away with its last name (models moby daemon/images/image_delete.go).
 * @throws ApiError 404 for an unknown image, 409 for one that a container uses
 */
export function removeImage(daemon: Daemon, text: string, force: boolean): Deletion[] {
  const image = daemon.images.get(text);
  const ref = parseReference(text);
  const tag = ref && !ref.digest && image.tags.has(familiar(ref)) ? familiar(ref) : undefined;
  const users = daemon.containers.all.filter((container) => container.image === image);
  const short = image.id.slice(7, 19);
  const [first] = users;
  if (tag && image.tags.size > 1) return untag(daemon, image.id, [tag]);
  const live = users.find(({ running }) => running);
  if (live)
    throw new ApiError(
      409,
      `conflict: unable to ${tag ? `remove repository reference "${tag}"` : `delete ${short}`} (${tag ? 'must force' : 'cannot be forced'}) - ${tag ? `container ${live.id.slice(0, 12)} is using its referenced image ${short}` : `image is being used by running container ${live.id.slice(0, 12)}`}`,
    );
  if (first && !force)
    throw new ApiError(
      409,
      tag
        ? `conflict: unable to remove repository reference "${tag}" (must force) - container ${first.id.slice(0, 12)} is using its referenced image ${short}`
        : `conflict: unable to delete ${short} (must be forced) - image is being used by stopped container ${first.id.slice(0, 12)}`,
    );
  if (!tag && image.tags.size > 1 && !force)
    throw new ApiError(
      409,
      `conflict: unable to delete ${short} (must be forced) - image is referenced in multiple repositories`,
    );
  const gone = untag(daemon, image.id, [...image.tags, ...image.digests]);
  if (first) return gone;
  daemon.images.remove(image);
  daemon.events.emit('image', 'delete', image.id, { name: image.id });
  return [
    ...gone,
    { Deleted: image.id },
    ...[...image.remote.layers].reverse().map(({ id }) => ({ Deleted: `sha256:${id}` })),
  ];
}

function untag(daemon: Daemon, id: string, names: readonly string[]): Deletion[] {
  const image = daemon.images.get(id);
  return names.map((name) => {
    image.tags.delete(name);
    image.digests.delete(name);
    daemon.events.emit('image', 'untag', id, { name: id });
    return { Untagged: name };
  });
}
