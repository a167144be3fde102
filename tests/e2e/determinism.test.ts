import { expect, test, type Page } from '@playwright/test';
import { advanceTo, apply, createLab, headerOf, type FromLab, type Script, type View } from '../../src/lab/index.ts';
import { minute, second } from '../../src/sim/index.ts';
import { openLesson } from './lab.ts';

const terminal = 'tab:swarm-manager';
const names = ['swarm-manager', 'swarm-worker1', 'swarm-worker2'];
const header = headerOf(
  { hosts: names.map((name, i) => ({ name, address: `192.168.99.${101 + i}` })), swarm: names },
  'anywhere',
);

/** What a learner might do, with a loop, a fault and a lazily loaded help text. */
const typed: readonly (readonly [seconds: number, data: string])[] = [
  [1, 'docker service create --name web --replicas 3 nginx\r'],
  [12, 'for i in 1 2 3; do echo $i $RANDOM; sleep 1; done\r'],
  [20, 'docker service scale --help | head -3\r'],
  [21, 'while true; do :; done\r'],
  [23, '\x03docker rm -f $(docker ps -q)\r'],
  [40, 'docker service ps web\r'],
];

const script: Script = {
  header,
  lines: [
    { type: 'terminal.open' as const, terminal, host: 'swarm-manager', cols: 133, rows: 30 },
    ...typed.map(([, data]) => ({ type: 'terminal.input' as const, terminal, data })),
  ].map((input, seq) => ({ at: header.start + (typed[seq - 1]?.[0] ?? 0) * second, seq, input })),
};
const until = header.start + minute;

interface Transcript {
  output: string;
  /** Without its clock, which is told at its own pace. */
  view: Omit<View, 'clock'>;
}

/** What a lab's messages come to. */
function transcriptOf(messages: readonly FromLab[]): Transcript {
  let output = '';
  let view: View | undefined;
  for (const message of messages) {
    if (message.type === 'terminal.output') output += message.data;
    if (message.type === 'view') view = message.view;
    if (message.type === 'patch' && view) view = apply(view, message.patches);
  }
  if (!view) throw new Error('the lab told no view');
  const { clock: _clock, ...rest } = view;
  return { output, view: rest };
}

/** The script in this process, time sliced into pieces of some microseconds. */
async function here(slice: number): Promise<Transcript> {
  const lab = createLab(header);
  const messages: FromLab[] = [{ type: 'view', view: lab.view() }];
  lab.output.subscribe((message) => messages.push({ ...message }));
  lab.replay(script.lines);
  for (let at = header.start; at < until; at += slice) await advanceTo(lab, at);
  await advanceTo(lab, until);
  return transcriptOf(messages);
}

/** The script in a worker of the built page, time sliced as its pace has it. */
async function inWorker(page: Page): Promise<Transcript> {
  await page.addInitScript(() => {
    const Original = globalThis.Worker;
    globalThis.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        Object.assign(globalThis, { workerUrl: String(url) });
      }
    };
  });
  await openLesson(page);
  await page.waitForFunction(() => 'workerUrl' in globalThis);
  const messages = await page.evaluate(
    ({ script, until }) =>
      new Promise<FromLab[]>((resolve, reject) => {
        const worker = new Worker((globalThis as unknown as { workerUrl: string }).workerUrl, { type: 'module' });
        const messages: FromLab[] = [];
        worker.onmessage = ({ data }: { data: FromLab }) => {
          messages.push(data);
          if (data.type === 'failed') reject(new Error(data.message));
          if (data.type === 'clock' && data.now >= until) resolve(messages);
        };
        worker.postMessage({ type: 'replay', script, until });
        worker.postMessage({ type: 'rate', rate: 0 });
      }),
    { script, until },
  );
  return transcriptOf(messages);
}

test('a script gives the same transcript and the same view in Node and in the worker of the page', async ({ page }) => {
  const coarse = await here(60 * second);
  const fine = await here(0.37 * second);
  expect(coarse.output).toContain('web.1');
  expect(fine).toEqual(coarse);
  expect(await inWorker(page)).toEqual(coarse);
});
