/*
 * `npm run bench:emulator`: how many events a second the emulator gets through, in three kinds of work. Virtual time per
 * real time says how far ahead of a learner it can run.
 */
import { createLab, headerOf } from '../src/lab/index.ts';
import { advanceTo, runCommand } from '../src/lab/pace.ts';
import { minute, second } from '../src/sim/index.ts';

const names = ['swarm-manager', 'swarm-worker1', 'swarm-worker2'];
const topology = { hosts: names.map((name, i) => ({ name, address: `192.168.99.${101 + i}` })), swarm: names };

let began = performance.now();
const lab = createLab(headerOf(topology, 'bench'));
console.log(`three hosts booted, their swarm formed: ${Math.round(performance.now() - began)} ms`);

/** Does some work and prints what it cost. */
async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const { clock } = lab.world;
  const [events, virtual] = [clock.steps, lab.now];
  began = performance.now();
  await work();
  const real = performance.now() - began;
  const ran = clock.steps - events;
  const speed = (lab.now - virtual) / 1000 / real;
  console.log(
    `${what}: ${ran} events in ${Math.round(real)} ms, ${Math.round((ran / real) * 1000)} a second, time ${speed.toFixed(1)}× real`,
  );
}

const typed = (command: string) => (): Promise<unknown> => runCommand(lab, 'swarm-manager', command);

await measure('a service of 30 tasks', typed('docker service create --name web --replicas 30 nginx'));
await measure('2000 shell pipelines', typed('for i in $(seq 2000); do echo $i | tr 0-9 a-j; done > /dev/null'));
await measure('an idle minute', () => advanceTo(lab, lab.now + minute));
await measure('30 tasks replaced', typed('docker service update --force --update-parallelism 10 web'));
await measure('a worker lost and back', async () => {
  lab.input({ type: 'power', host: 'swarm-worker2', on: false });
  await advanceTo(lab, lab.now + 30 * second);
  lab.input({ type: 'power', host: 'swarm-worker2', on: true });
  await advanceTo(lab, lab.now + 30 * second);
});
