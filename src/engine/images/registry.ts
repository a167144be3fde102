import type { ImageDefinition } from '../../host/index.ts';
import { Chance } from '../../sim/index.ts';
import { ApiError } from '../../api/index.ts';
import { parseReference, referenceProblem, type Reference } from './reference.ts';

export interface Layer {
  /** 64 hex digits; the first twelve are shown while pulling. */
  readonly id: string;
  readonly size: number;
  readonly createdBy: string;
}

/** An image as a registry knows it, with everything that the definition left to be derived. */
export interface RemoteImage {
  readonly definition: ImageDefinition;
  /** `sha256:` and the digest of the configuration. */
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly layers: readonly Layer[];
}

/** The image registry of a lab: one for all its hosts. */
export interface Registry {
  readonly images: readonly RemoteImage[];
  /** The image behind a name. Throws ApiError with what Docker Hub and the daemon say of an unknown one. */
  resolve: (ref: Reference) => RemoteImage;
}

const defaultSize = 7_800_000;

/** Makes the registry from definitions. A later definition takes a tag away from an earlier one. */
export function createRegistry(definitions: readonly ImageDefinition[]): Registry {
  const repositories = new Map<string, Map<string, RemoteImage>>();
  for (const definition of definitions) {
    const name = parseReference(definition.repository)?.name ?? definition.repository;
    const tags = repositories.get(name) ?? new Map<string, RemoteImage>();
    repositories.set(name, tags);
    const image = derive(definition, name);
    for (const tag of definition.tags) tags.set(tag, image);
  }
  const images = [...new Set([...repositories.values()].flatMap((tags) => [...tags.values()]))];
  return {
    images,
    resolve: (ref) => {
      const tags = repositories.get(ref.name);
      if (!tags)
        throw new ApiError(
          404,
          `pull access denied for ${ref.name}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
        );
      const image = ref.digest
        ? [...tags.values()].find((candidate) => candidate.digest === ref.digest)
        : tags.get(ref.tag ?? 'latest');
      if (!image) {
        const shown = ref.digest ? `${ref.name}@${ref.digest}` : `${ref.name}:${ref.tag ?? 'latest'}`;
        throw new ApiError(404, `manifest for ${shown} not found: manifest unknown: manifest unknown`);
      }
      return image;
    },
  };
}

/** The reference in a text; throws ApiError 400 where there is none. */
export function requireReference(text: string): Reference {
  const ref = parseReference(text);
  if (!ref) throw new ApiError(400, referenceProblem(text));
  return ref;
}

function derive(definition: ImageDefinition, name: string): RemoteImage {
  const hash = (kind: string, owner: string): string => new Chance('registry').hex(kind, owner);
  const identity = `${name}:${definition.tags[0] ?? ''}`;
  const size = definition.size ?? definition.layers?.reduce((sum, layer) => sum + layer.size, 0) ?? defaultSize;
  const layers = definition.layers ?? [{ size, createdBy: '/bin/sh -c #(nop) ADD file in / ' }];
  return {
    definition,
    id: `sha256:${hash('image', identity)}`,
    digest: definition.digest ?? `sha256:${hash('manifest', identity)}`,
    size,
    // Equal commands of equal size are one layer, as two tags of a repository share their base.
    layers: layers.map((layer) => ({ ...layer, id: hash('layer', `${layer.createdBy}${layer.size}`) })),
  };
}
