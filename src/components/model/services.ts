import type { ServiceView, View } from '../../lab/index.ts';

/** Colours of the vocabulary; the ninth service takes the first again. */
const colours = 8;

/** Remembers which colour each service of a lab took: in order of creation, for the life of the lab. */
export function createPalette(): { of: (serviceId: string) => number; learn: (view: View) => void } {
  const known = new Map<string, number>();
  const of = (id: string): number => {
    const have = known.get(id);
    if (have !== undefined) return have;
    const next = (known.size % colours) + 1;
    known.set(id, next);
    return next;
  };
  return {
    of,
    learn: (view) => {
      for (const id of Object.keys(view.swarm?.services ?? {})) of(id);
    },
  };
}

export type Palette = ReturnType<typeof createPalette>;

const underWay = new Set(['updating', 'paused', 'rollback_started', 'rollback_paused']);

/** Whether old and new tasks of a service stand side by side: only then does the fill tell versions apart. */
export function isUpdating(service: ServiceView | undefined): boolean {
  return service?.update !== undefined && underWay.has(service.update.state);
}

/** An image as a person names it: without its digest. */
export function imageName(image: string): string {
  return image.split('@')[0] ?? image;
}
