import { describe, expect, it } from 'vitest';
import { begin, diagnose, journeyTo, perform, solve, type Lesson, type Step } from '../../src/lessons/index.ts';
import { asCommand } from '../../src/lessons/actions.ts';
import { outputsOf, stageFor } from '../../src/lessons/outputs.ts';
import type { Stage } from '../../src/lessons/rehearse.ts';
import type { View } from '../../src/lab/index.ts';
import { shipped } from './lessons.ts';
import { play } from './play.ts';

/* The proofs by playing: unsolved, solved, near misses, jumps, other seeds. */

const second = 1_000_000;
const eventBudget = 200_000;

async function at(lesson: Lesson, step: Step, seed = 'proof'): Promise<Stage> {
  const stage = stageFor(lesson, seed);
  await play(stage.follow(journeyTo(lesson, step.id, stage.view)));
  return stage;
}

const solved = (stage: Stage, lesson: Lesson, step: Step, actions = step.solution) =>
  play(stage.follow(solve(lesson, step, stage.view, actions)));

/** Which checks hold, by name. */
const standing = (stage: Stage, step: Step) =>
  Object.fromEntries(step.checks.map((check, i) => [check.name, stage.tracker.standing.verdicts[i]?.met]));

const allMet = (step: Step) => Object.fromEntries(step.checks.map((check) => [check.name, true]));

/** What a learner could tell of a cluster, without IDs, times and the free choices of the scheduler. */
function shape({ swarm }: View): unknown {
  const live = Object.values(swarm?.tasks ?? {}).filter((task) => task.desiredState === 'running');
  return {
    nodes: Object.values(swarm?.nodes ?? {})
      .map((node) => [node.hostname, node.state, node.availability, node.role].join(' '))
      .sort(),
    services: Object.values(swarm?.services ?? {})
      .map(({ name, mode, running, desired, spec }) => ({ name, mode, running, desired, spec }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    live: live.map((task) => `${task.serviceName} ${task.state} ${task.image}`).sort(),
  };
}

describe.each(shipped)('$lesson.id', ({ lesson }) => {
  it.each(['proof', 'another', 'a third'])('is walked from start to end (seed %s)', async (seed) => {
    const stage = stageFor(lesson, seed);
    await play(stage.follow(perform(lesson, lesson.setup ?? [], 'setup', stage.view)));
    for (const step of lesson.steps) {
      await play(stage.follow(begin(lesson, step, stage.view)));
      expect(stage.tracker.standing.met, `${step.id} as it starts`).toBe(false);
      await play(stage.pass(60 * second));
      expect(stage.tracker.standing.met, `${step.id} after idling`).toBe(false);
      await solved(stage, lesson, step);
      expect(standing(stage, step), `${step.id} solved`).toEqual(allMet(step));
      await play(stage.pass(15 * second));
      expect(standing(stage, step), `${step.id} 15 s later`).toEqual(allMet(step));
    }
    expect(stage.lab.world.clock.steps).toBeLessThan(eventBudget);
  });

  describe.each(lesson.steps)('$id', (step) => {
    it('is reached by a jump as by walking, and is unsolved there again', async () => {
      const jumped = await at(lesson, step);
      expect(jumped.tracker.standing.met).toBe(false);
      const walked = stageFor(lesson, 'proof');
      for (const each of lesson.steps.slice(0, lesson.steps.indexOf(step) + 1)) {
        await play(walked.follow(begin(lesson, each, walked.view)));
        if (each === step) break;
        await solved(walked, lesson, each);
        await play(walked.pass(7 * second));
      }
      await play(jumped.pass(7 * second));
      expect(shape(jumped.view)).toEqual(shape(walked.view));
    });

    it.each(step.alternatives ?? [])('is solved another way %#: %j', async (...actions) => {
      const stage = await at(lesson, step);
      await solved(stage, lesson, step, actions.flat());
      expect(standing(stage, step)).toEqual(allMet(step));
      await play(stage.pass(15 * second));
      expect(standing(stage, step)).toEqual(allMet(step));
    });

    it.each(step.nearMisses ?? [])('is nearly solved: $actions', async ({ actions, unmet, message, diagnosis }) => {
      const stage = await at(lesson, step);
      const results = await play(stage.follow(perform(lesson, actions, 'miss', stage.view)));
      await play(stage.pass(20 * second));
      const verdict = stage.tracker.standing.verdicts[step.checks.findIndex((check) => check.name === unmet)];
      expect(verdict?.met).toBe(false);
      if (message) expect(verdict?.message).toEqual(message);
      if (!diagnosis) return;
      const commands = actions.flatMap((action) => asCommand(lesson, action) ?? []);
      const rules = commands.map(({ host, line }, i) => {
        const output = (results[i]?.stdout ?? '') + (results[i]?.stderr ?? '');
        return diagnose({ command: line, host, output })?.rule;
      });
      expect(rules).toContain(diagnosis);
    });

    it.each(step.expects ?? [])('$run prints and returns what is claimed', async (claim) => {
      const stage = await at(lesson, step);
      if (claim.at !== 'start') await solved(stage, lesson, step);
      const [result] = await play(stage.follow(perform(lesson, [claim.run], 'claim', stage.view)));
      expect(result).toMatchObject({
        stdout: expect.stringContaining(claim.stdout ?? ''),
        stderr: expect.stringContaining(claim.stderr ?? ''),
        exit: claim.exit ?? 0,
      });
    });

    it('has outputs to show', async () => {
      const shown = await play(outputsOf(lesson, step));
      expect([...shown.keys()]).toEqual(Object.keys(step.outputs ?? {}));
      for (const [name, lines] of shown) {
        expect(lines.length, name).toBeGreaterThan(0);
        expect(lines.length, name).toBeLessThanOrEqual(8);
        if (step.outputs?.[name]?.mark)
          expect(
            lines.some((line) => line.marked),
            name,
          ).toBe(true);
      }
    });
  });
});
