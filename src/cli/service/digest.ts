import type { DistributionInspect, ServiceSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Api } from '../api.ts';
import { DaemonError } from '../failure.ts';
import { imageText, parseImage, withTag } from '../images.ts';

/**
 * The spec with its image pinned to what the registry has under that name now. Where the registry does not answer, the
 * image stays and a warning comes back. Models the client's resolveContainerSpecImage.
 */
export function* pinImage(api: Api, spec: ServiceSpec, query: boolean): Co<{ spec: ServiceSpec; warning: string }> {
  const task = spec.TaskTemplate;
  const image = withTag(task.ContainerSpec?.Image ?? '');
  const pinned = (to: string): ServiceSpec => ({
    ...spec,
    TaskTemplate: { ...task, ContainerSpec: { ...task.ContainerSpec, Image: to } },
  });
  if (!query) return { spec: pinned(image), warning: '' };
  try {
    const found = yield* api.get<DistributionInspect>(`/distribution/${image}/json`);
    const { TaskTemplate, ...rest } = pinned(withDigest(image, found.Descriptor.digest));
    const platforms = found.Platforms.map(({ architecture, os }) => ({ Architecture: architecture, OS: os }));
    const placement = { ...TaskTemplate.Placement, ...(platforms.length > 0 ? { Platforms: platforms } : {}) };
    return { spec: { ...rest, TaskTemplate: { ...TaskTemplate, Placement: placement } }, warning: '' };
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    const warning = `image ${image} could not be accessed on a registry to record
its digest. Each node will access ${image} independently,
possibly leading to different nodes running different
versions of the image.
`;
    return { spec: pinned(image), warning };
  }
}

function withDigest(image: string, digest: string): string {
  const parts = parseImage(image);
  return parts.digest === undefined ? imageText({ ...parts, digest }) : image;
}
