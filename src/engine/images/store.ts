import { ApiError } from '../../api/index.ts';
import type { Micros } from '../../sim/index.ts';
import { familiar, parseReference, type Reference } from './reference.ts';
import { requireReference, type Layer, type Registry, type RemoteImage } from './registry.ts';

/** An image on a host's disk. */
export interface Image {
  readonly remote: RemoteImage;
  readonly id: string;
  readonly created: Micros;
  /** `nginx:latest` and other names it has here. */
  readonly tags: Set<string>;
  /** `nginx@sha256:…`: where it was pulled from. */
  readonly digests: Set<string>;
}

const created2024: Micros = 1_714_765_761_000_000;

/** The images of one host, by ID (models moby daemon/images). */
export class ImageStore {
  readonly #images = new Map<string, Image>();

  constructor(registry: Registry, cached: 'all' | readonly string[]) {
    if (cached === 'all') {
      for (const remote of registry.images)
        for (const tag of remote.definition.tags)
          this.add(requireReference(`${remote.definition.repository}:${tag}`), remote);
    } else {
      for (const name of cached) {
        const ref = requireReference(name);
        this.add(ref, registry.resolve(ref));
      }
    }
  }

  get all(): readonly Image[] {
    return [...this.#images.values()];
  }

  /** Whether a layer is here already, as part of any image. */
  hasLayer(layer: Layer): boolean {
    return this.all.some((image) => image.remote.layers.some((other) => other.id === layer.id));
  }

  /** Stores what was pulled as `ref`; a tag leaves the image that had it. */
  add(ref: Reference, remote: RemoteImage): Image {
    const image = this.#images.get(remote.id) ?? {
      remote,
      id: remote.id,
      created: remote.definition.created ?? created2024,
      tags: new Set<string>(),
      digests: new Set<string>(),
    };
    this.#images.set(image.id, image);
    image.digests.add(`${ref.name}@${remote.digest}`);
    // A pull by tag and digest, as a task makes it, leaves no tag behind.
    if (!ref.digest) this.tag(image, familiar(ref));
    return image;
  }

  tag(image: Image, name: string): void {
    for (const other of this.#images.values()) other.tags.delete(name);
    image.tags.add(name);
  }

  remove(image: Image): void {
    this.#images.delete(image.id);
  }

  /** By name, name@digest, ID or unique prefix of one. */
  find(text: string): Image | undefined {
    const ref = parseReference(text);
    if (ref) {
      const wanted = ref.digest ? `${ref.name}@${ref.digest}` : familiar(ref);
      const named = this.all.find((image) => image.tags.has(wanted) || image.digests.has(wanted));
      if (named) return named;
    }
    const hex = text.replace(/^sha256:/, '');
    if (!/^[0-9a-f]{1,64}$/.test(hex)) return undefined;
    const matches = this.all.filter((image) => image.id.startsWith(`sha256:${hex}`));
    return matches.length === 1 ? matches[0] : undefined;
  }

  /** Like find; throws 404 `No such image: x:tag`. */
  get(text: string): Image {
    const image = this.find(text);
    if (image) return image;
    const ref = parseReference(text);
    throw new ApiError(404, `No such image: ${ref ? (ref.digest ? text : familiar(ref)) : text}`);
  }
}
