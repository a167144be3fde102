import type { RequestView, View } from '../../lab/index.ts';
import { serviceNamed } from './look.ts';
import { messages } from './messages.ts';
import { met, unmet, type Predicate, type Verdict } from './predicate.ts';

/*
 * What came of requests since the step began. The view keeps the latest 200, so each predicate gathers what it has seen.
 */

function watch(name: string, judge: (since: readonly RequestView[], now: View) => Verdict): Predicate {
  return {
    name,
    begin: (start) => {
      let last = start.requests.at(-1)?.id ?? -1;
      const since: RequestView[] = [];
      return ({ now }) => {
        since.push(...now.requests.filter((each) => each.id > last));
        last = since.at(-1)?.id ?? last;
        return judge(since, now);
      };
    },
  };
}

/** `n` requests to a port of a host were answered. */
export function http(H: string, p: number, n: number): Predicate {
  return watch(`http(${H}:${p})>=${n}`, (since, now) => {
    const to = [H, now.hosts[H]?.address];
    const have = since.filter((each) => to.includes(each.to) && each.port === p && each.outcome === 'answered').length;
    return have >= n ? met : unmet(messages.answered, { H, p, have, n });
  });
}

/** Requests were answered by `d` different tasks of the service. */
export function by(S: string, d: number): Predicate {
  return watch(`by(${S})>=${d}`, (since, now) => {
    const answering = since.filter((each) => each.outcome === 'answered').map((each) => each.taskId ?? '');
    const tasks = [...new Set(answering)].filter((id) => now.swarm?.tasks[id]?.serviceName === S);
    return tasks.length >= d ? met : unmet(messages.answeredBy, { S, d: tasks.length });
  });
}

/** No request to a port that the service publishes failed. */
export function lost(S: string): Predicate {
  return watch(`lost(${S})=0`, (since, now) => {
    const ports = (serviceNamed(now, S)?.ports ?? []).map((each) => each.PublishedPort);
    const have = since.filter((each) => each.outcome !== 'answered' && ports.includes(each.port)).length;
    return have === 0 ? met : unmet(messages.lost, { S, have });
  });
}
