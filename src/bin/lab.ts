import { parseArgs } from 'node:util';
import { createLab, runCommand } from '../lab/index.ts';
import { headerOf } from '../lab/create.ts';
import { second } from '../sim/index.ts';

/*
 * lab 'docker service ls' …: runs lines one after the other on a host of a fresh lab and prints what a learner would see.
 *   --host NAME   where (swarm-manager)        --no-swarm   engines that belong to no swarm
 *   --tty         on a terminal of 120 × 40    --seed TEXT  another lab
 *   --wait N      virtual seconds between lines (0)
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    host: { type: 'string', default: 'swarm-manager' },
    seed: { type: 'string', default: 'lab' },
    wait: { type: 'string', default: '0' },
    tty: { type: 'boolean', default: false },
    'no-swarm': { type: 'boolean', default: false },
  },
});

const hosts = [
  { name: 'swarm-manager', address: '192.168.99.101' },
  { name: 'swarm-worker1', address: '192.168.99.102' },
  { name: 'swarm-worker2', address: '192.168.99.103' },
];
const swarm = values['no-swarm'] ? {} : { swarm: hosts.map(({ name }) => name) };
const lab = createLab(headerOf({ hosts, ...swarm }, values.seed));

for (const line of positionals) {
  const before = lab.now;
  const { stdout, stderr, exit } = await runCommand(lab, values.host, line, {
    ...(values.tty ? { terminal: { cols: 120, rows: 40 } } : {}),
  });
  const took = ((lab.now - before) / second).toFixed(2);
  console.log(`root@${values.host}:~# ${line}\n${stdout}${stderr}[exit ${exit}, ${took} s]`);
  if (Number(values.wait) > 0) await runCommand(lab, values.host, `sleep ${values.wait}`);
}
