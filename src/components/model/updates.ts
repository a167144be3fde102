import type { ServiceView, View } from '../../lab/index.ts';
import { imageName, isUpdating } from './services.ts';

/** An update under way, as the strip above the map shows it. */
export interface UpdateRow {
  service: ServiceView;
  from: string;
  to: string;
  state: string;
  done: number;
  all: number;
  slots: { label: string; old: boolean; failed: boolean }[];
}

const broken = new Set(['failed', 'rejected']);
const image = (spec: ServiceView['spec'] | undefined): string =>
  imageName(spec?.TaskTemplate.ContainerSpec?.Image ?? '');

/** The updates under way. A slot is old until its newest task is of the present spec. */
export function updateRows(view: View): UpdateRow[] {
  return Object.values(view.swarm?.services ?? {})
    .filter(isUpdating)
    .map((service) => {
      const bySlot = new Map<string, { slot: number; old: boolean; failed: boolean; at: number }>();
      for (const task of Object.values(view.swarm?.tasks ?? {})) {
        if (task.serviceId !== service.id) continue;
        const key = task.slot === 0 ? task.nodeId : String(task.slot);
        const newest = bySlot.get(key);
        const failed = (newest?.failed ?? false) || (task.upToDate && broken.has(task.state));
        if (!newest || task.createdAt > newest.at)
          bySlot.set(key, { slot: task.slot, old: !task.upToDate, failed, at: task.createdAt });
        else newest.failed = failed;
      }
      const slots = [...bySlot.values()].sort((a, b) => a.slot - b.slot);
      return {
        service,
        from: image(service.previousSpec),
        to: image(service.spec),
        state: service.update!.state,
        done: slots.filter((slot) => !slot.old).length,
        all: slots.length,
        slots: slots.map(({ slot, old, failed }) => ({ label: slot === 0 ? 'G' : String(slot), old, failed })),
      };
    });
}
