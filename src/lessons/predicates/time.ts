import type { TaskView, View } from '../../lab/index.ts';
import type { Text } from '../text.ts';
import { runningTasks, tasksOf } from './look.ts';
import { messages } from './messages.ts';
import { met, unmet, type Predicate } from './predicate.ts';
import { conv } from './services.ts';

/* Predicates with a memory: they watch from the step's start on. */

const second = 1_000_000;

/** Was true at some moment since the step began. `what` names it to the learner. */
export function seen(predicate: Predicate, what: Text): Predicate {
  return {
    name: `seen(${predicate.name})`,
    begin: (start) => {
      const judge = predicate.begin(start);
      let happened = false;
      return (moment) => {
        happened ||= judge(moment).met;
        return happened ? met : unmet(messages.unseen, { P: what });
      };
    },
  };
}

/** Was true at no moment since the step began. */
export function never(predicate: Predicate, what: Text): Predicate {
  return {
    name: `never(${predicate.name})`,
    begin: (start) => {
      const judge = predicate.begin(start);
      let happened = false;
      return (moment) => {
        happened ||= judge(moment).met;
        return happened ? unmet(messages.happened, { P: what }) : met;
      };
    },
  };
}

/** Converged, without a break, for a span of virtual time. */
export function stable(S: string, seconds: number): Predicate {
  return {
    name: `stable(${S},${seconds}s)`,
    begin: (start) => {
      const judge = conv(S).begin(start);
      let since: number | undefined;
      return (moment) => {
        const verdict = judge(moment);
        if (!verdict.met) {
          since = undefined;
          return verdict;
        }
        since ??= moment.now.clock.now;
        const held = Math.floor((moment.now.clock.now - since) / second);
        return held >= seconds ? met : unmet(messages.stable, { S, have: held });
      };
    },
  };
}

/** The tasks that ran as the step began run still. */
export function kept(S: string): Predicate {
  return {
    name: `kept(${S})`,
    begin: (start) => {
      const before = runningTasks(start, S).map((task) => task.id);
      return ({ now }) => {
        const still = new Set(runningTasks(now, S).map((task) => task.id));
        return before.every((id) => still.has(id)) ? met : unmet(messages.replaced, { S });
      };
    },
  };
}

/** The word that `docker service ps` has for a final state. */
const stateWords = { complete: 'Complete', failed: 'Failed', rejected: 'Rejected', shutdown: 'Shutdown' } as const;

/** At least `k` of its tasks ended so since the step began; counted as they end, for the swarm forgets old ones. */
export function hist(S: string, state: keyof typeof stateWords, k: number): Predicate {
  const endedIn = (view: View): TaskView[] => tasksOf(view, S).filter((task) => task.state === state);
  return {
    name: `hist(${S},${state})>=${k}`,
    begin: (start) => {
      const before = new Set(endedIn(start).map((task) => task.id));
      const since = new Set<string>();
      return ({ now }) => {
        for (const task of endedIn(now)) if (!before.has(task.id)) since.add(task.id);
        return since.size >= k ? met : unmet(messages.history, { S, state: stateWords[state], have: since.size });
      };
    },
  };
}
