import { expect, test } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { node, service, serviceId, task } from './objects.ts';
import { Stage, start } from './stage.ts';

const bar = (filled: number): string => `[${'='.repeat(filled)}>${' '.repeat(50 - filled)}] `;
const first = (text: string): string => `\r\n\x1b[1A\x1b[2K\r${text} \r\x1b[1B`;
const again = (up: number, text: string): string => `\x1b[${up}A\x1b[2K\r${text}\r\x1b[${up}B`;
const waiting = (n: number): string => `verify: Waiting ${n} seconds to verify that tasks are stable...`;

/** Three tasks that start after a second. */
function starting(over: Record<string, unknown> = {}): Stage {
  const stage = new Stage();
  stage.answer({
    'GET /services/web': service(over),
    [`POST /services/${serviceId}/update`]: {},
    'GET /nodes': [node()],
    'GET /tasks': () => {
      const up = stage.clock.now - start >= second;
      return [1, 2, 3].map((slot) => task(slot, up ? 'running' : 'preparing'));
    },
  });
  return stage;
}

test('on a terminal the lines are redrawn in place, byte for byte as recording 23 has them', async () => {
  const { screen, exit } = await starting().runOnTerminal(['docker', 'service', 'scale', 'web=3']);
  expect(exit).toBe(0);
  const opening = [
    'web scaled to 3\r\n',
    first('overall progress: 0 out of 3 tasks'),
    first('1/3:  '),
    first('2/3:  '),
    first('3/3:  '),
    again(3, `1/3: preparing ${bar(33)}`),
    again(2, `2/3: preparing ${bar(33)}`),
    again(1, `3/3: preparing ${bar(33)}`),
    again(4, 'overall progress: 0 out of 3 tasks '),
  ].join('');
  expect(screen.slice(0, opening.length)).toBe(opening);
  const settling = [
    again(1, `3/3: running   ${bar(50)}`),
    again(4, 'overall progress: 3 out of 3 tasks '),
    first(waiting(5)),
    again(1, `${waiting(5)} `),
  ].join('');
  expect(screen).toContain(settling);
  expect(screen.endsWith(again(1, `${waiting(1)} `) + again(1, 'verify: Service web converged '))).toBe(true);
});

test('a narrow terminal gets no bars', async () => {
  const { screen } = await starting().runOnTerminal(['docker', 'service', 'scale', 'web=3'], { cols: 80 });
  expect(screen).toContain('1/3: preparing \r');
  expect(screen).not.toContain('[=');
});

test('without a terminal nothing with a bar is printed, and each poll tells the rest again', async () => {
  const stage = starting();
  const { stdout, exit } = await stage.run(['docker', 'service', 'scale', 'web=3']);
  const lines = stdout.split('\n').filter((line, i, all) => line !== all[i - 1]);
  expect(exit).toBe(0);
  expect(lines).toEqual([
    'web scaled to 3',
    'overall progress: 0 out of 3 tasks',
    '1/3:  ',
    '2/3:  ',
    '3/3:  ',
    'overall progress: 0 out of 3 tasks',
    'overall progress: 3 out of 3 tasks',
    ...[5, 4, 3, 2, 1].map(waiting),
    'verify: Service web converged',
    '',
  ]);
  // One second to start, the poll that sees it, five seconds of watching.
  expect(stage.clock.now - start).toBeGreaterThanOrEqual(6 * second);
  expect(stage.clock.now - start).toBeLessThan(6.5 * second);
});

test('Ctrl-C before it converges leaves the work to the swarm', async () => {
  const stage = new Stage({
    'GET /services/web': service(),
    [`POST /services/${serviceId}/update`]: {},
    'GET /nodes': [node()],
    'GET /tasks': [
      task(1, 'pending', { NodeID: '', Status: { State: 'pending', Err: 'no suitable node', PortStatus: {} } }),
    ],
  });
  const { screen, exit } = await stage.runOnTerminal(['docker', 'service', 'scale', 'web=3'], {
    keys: [[2.05 * second, '\x03']],
  });
  expect(exit).toBe(0);
  expect(screen).toContain(again(3, '1/3: no suitable node '));
  expect(
    screen
      .replace('^C', '')
      .endsWith('Operation continuing in background.\r\nUse `docker service ps web` to check progress.\r\n'),
  ).toBe(true);
});

test('a paused update is a failure', async () => {
  const stage = starting({ UpdateStatus: { State: 'paused', Message: 'update paused due to failure' } });
  expect(await stage.run(['docker', 'service', 'rollback', 'web'])).toEqual({
    stdout: 'web\n',
    stderr: 'service update paused: update paused due to failure\n',
    exit: 1,
  });
});

test('a task that dies while it is watched starts the watch again', async () => {
  const stage = new Stage();
  stage.answer({
    'GET /services/web': service({}, 1),
    [`POST /services/${serviceId}/update`]: {},
    'GET /nodes': [node()],
    'GET /tasks': () => {
      const after = (stage.clock.now - start) / second;
      return [task(1, after > 2 && after < 3 ? 'starting' : 'running')];
    },
  });
  const { stdout } = await stage.run(['docker', 'service', 'scale', 'web=1']);
  expect(stdout).toContain('verify: Detected task failure\n');
  expect(stage.clock.now - start).toBeGreaterThanOrEqual(8 * second);
});
