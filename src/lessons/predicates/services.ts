import type { ServiceModeName, ServiceView, View } from '../../lab/index.ts';
import { isReady, runningTasks, serviceNamed, tasksOf } from './look.ts';
import { messages, none } from './messages.ts';
import { met, plain, unmet, type Predicate, type Verdict } from './predicate.ts';

/** Judges a service that must exist. */
function ofService(name: string, S: string, judge: (service: ServiceView, now: View) => Verdict): Predicate {
  return plain(name, (now) => {
    const service = serviceNamed(now, S);
    return service ? judge(service, now) : unmet(messages.missing, { S });
  });
}

/** The service exists. */
export function svc(S: string): Predicate {
  return ofService(`svc(${S})`, S, () => met);
}

/** The service is gone. */
export function noSvc(S: string): Predicate {
  return plain(`!svc(${S})`, (now) => (serviceNamed(now, S) ? unmet(messages.present, { S }) : met));
}

export function mode(S: string, wanted: ServiceModeName): Predicate {
  return ofService(`mode(${S},${wanted})`, S, (service) =>
    service.mode === wanted ? met : unmet(messages.mode, { S, have: service.mode }),
  );
}

/** Whether `n` tasks are wanted and `n` of the present spec run on Ready nodes, with no update under way. */
function converged(service: ServiceView, now: View, n = service.desired): Verdict {
  const S = service.name;
  if (service.desired !== n) return unmet(messages.desired, { S, have: service.desired, n });
  const have = runningTasks(now, S).filter((task) => task.upToDate && isReady(now, task.nodeId)).length;
  if (have !== n) return unmet(messages.running, { S, have, n });
  const update = service.update?.state;
  return update === 'updating' || update === 'rollback_started' ? unmet(messages.update, { S, have: update }) : met;
}

/** @param n how many tasks; absent: as many as the service wants */
export function conv(S: string, n?: number): Predicate {
  const name = n === undefined ? `conv(${S})` : `conv(${S},${n})`;
  return ofService(name, S, (service, now) => converged(service, now, n));
}

/** Every live task runs the image, e.g. `nginx:1.25` (tag `latest` when none is named; a digest is not looked at). */
export function img(S: string, reference: string): Predicate {
  const tagged = (image: string): string => {
    const bare = image.split('@')[0] ?? image;
    return /:[^/]*$/.test(bare) ? bare : `${bare}:latest`;
  };
  return ofService(`img(${S},${reference})`, S, (_, now) => {
    const tasks = runningTasks(now, S);
    const others = tasks.map((task) => tagged(task.image)).filter((image) => image !== tagged(reference));
    if (others[0] !== undefined) return unmet(messages.image, { S, k: others.length, have: others[0] });
    return tasks.length > 0 ? met : unmet(messages.running, { S, have: 0, n: 1 });
  });
}

/** State of the service's update: `completed`, `paused`, `rollback_completed` … */
export function upd(S: string, state: string): Predicate {
  return ofService(`upd(${S},${state})`, S, (service) =>
    service.update?.state === state ? met : unmet(messages.update, { S, have: service.update?.state ?? none }),
  );
}

/**
 * Publishes exactly these ports among its TCP ones.
 * @param port `published:target`, e.g. `80:80`
 */
export function pub(S: string, port: string, how: 'ingress' | 'host' = 'ingress'): Predicate {
  return ofService(`pub(${S},${port}${how === 'host' ? ',host' : ''})`, S, (service) => {
    const ports = service.ports.map((each) => ({
      pair: `${each.PublishedPort ?? 0}:${each.TargetPort ?? 0}`,
      how: each.PublishMode ?? 'ingress',
    }));
    if (ports.length === 1 && ports[0]?.pair === port && ports[0].how === how) return met;
    const have = ports.map((each) => (each.how === 'host' ? `${each.pair} (host)` : each.pair)).join(', ');
    return have ? unmet(messages.ports, { S, have }) : unmet(messages.noPorts, { S });
  });
}

/** The job's present iteration has completed `n` times. */
export function job(S: string, n: number): Predicate {
  return ofService(`job(${S},${n})`, S, (service) =>
    service.completed >= n ? met : unmet(messages.job, { S, n, have: service.completed }),
  );
}

/** The service is set to no task at all, and none is left. */
export function empty(S: string): Predicate {
  return ofService(`empty(${S})`, S, (service, now) => {
    const have = tasksOf(now, S).filter((task) => task.state === 'running').length;
    return service.desired === 0 && have === 0 ? met : unmet(messages.running, { S, n: 0, have });
  });
}
