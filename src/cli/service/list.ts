import type { PortConfig, Service } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { filtersOf } from '../filters.ts';
import { list, type Listing, type Row } from '../format/listing.ts';
import { byName, shortId, withoutDigest } from '../format/text.ts';
import type { Call, Command } from '../spec.ts';

const listing: Listing = {
  type: '*service.serviceContext',
  headers: { ID: 'ID', Name: 'NAME', Mode: 'MODE', Replicas: 'REPLICAS', Image: 'IMAGE', Ports: 'PORTS' },
  show: ['ID', 'Name', 'Mode', 'Replicas', 'Image', 'Ports'],
  raw: 'id: {{.ID}}\nname: {{.Name}}\nmode: {{.Mode}}\nreplicas: {{.Replicas}}\nimage: {{.Image}}\nports: {{.Ports}}\n',
};

/** `docker service ls`. */
export const listServices: Command = function* (call) {
  const services = yield* call.api.get<Service[]>('/services', { filters: filtersOf(call.flags), status: true });
  yield* showServices(call, services);
};

/** Services in a table, by name. */
export function* showServices(call: Call, services: readonly Service[]): Co<void> {
  const rows = byName(services, (service) => service.Spec.Name).map(rowOf);
  yield* list(call, listing, rows, call.flags.text('format'), call.flags.is('quiet'));
}

function rowOf(service: Service): Row {
  const { Mode, TaskTemplate } = service.Spec;
  return {
    ID: shortId(service.ID),
    Name: service.Spec.Name,
    Mode: Mode.Global ? 'global' : Mode.ReplicatedJob ? 'replicated job' : Mode.GlobalJob ? 'global job' : 'replicated',
    Replicas: replicas(service),
    Image: withoutDigest(TaskTemplate.ContainerSpec?.Image ?? ''),
    Ports: publishedPorts(service.Endpoint.Ports ?? []),
  };
}

/** `3/4 (max 1 per node)`, and the forms of jobs. */
function replicas({ Spec, ServiceStatus }: Service): string {
  const { RunningTasks: running = 0, DesiredTasks: desired = 0, CompletedTasks: completed = 0 } = ServiceStatus ?? {};
  const count = `${running}/${desired}`;
  if (Spec.Mode.ReplicatedJob)
    return `${count} (${completed}/${Spec.Mode.ReplicatedJob.TotalCompletions ?? 0} completed)`;
  if (Spec.Mode.GlobalJob) return `${count} (${completed}/${desired + completed} completed)`;
  const most = Spec.TaskTemplate.Placement?.MaxReplicas;
  return Spec.Mode.Replicated && most ? `${count} (max ${most} per node)` : count;
}

/** `*:8080->80/tcp`, of the ports that the ingress mesh publishes; neighbours in one range. */
export function publishedPorts(ports: readonly PortConfig[]): string {
  const ingress = ports
    .filter((port) => port.PublishMode !== 'host')
    .sort(
      (a, b) =>
        compare(a.Protocol ?? '', b.Protocol ?? '') ||
        (a.PublishedPort ?? 0) - (b.PublishedPort ?? 0) ||
        (a.TargetPort ?? 0) - (b.TargetPort ?? 0),
    );
  const ranges: { published: [number, number]; target: [number, number]; protocol: string }[] = [];
  for (const { PublishedPort: published = 0, TargetPort: target = 0, Protocol: protocol = '' } of ingress) {
    const last = ranges.at(-1);
    const follows = last?.protocol === protocol && published === last.published[1] + 1;
    const step = last ? target - last.target[1] : 0;
    const oneTarget = last && last.target[0] === last.target[1];
    if (
      last &&
      follows &&
      ((step === 1 && last.published[1] - last.published[0] === last.target[1] - last.target[0]) ||
        (step === 0 && oneTarget))
    ) {
      last.published[1] = published;
      last.target[1] = target;
    } else ranges.push({ published: [published, published], target: [target, target], protocol });
  }
  const span = ([first, last]: [number, number]): string => (first === last ? String(first) : `${first}-${last}`);
  return ranges
    .map(({ published, target, protocol }) => `*:${span(published)}->${span(target)}/${protocol}`)
    .join(', ');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
