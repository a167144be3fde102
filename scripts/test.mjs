/* `npm test`: every check there is, one after the other; all of them run, whatever fails. */
import './node-version.mjs';
import { spawnSync } from 'node:child_process';

/** npm script → what it proves. */
const stages = {
  check: 'types',
  lint: 'lint: floors, banned parts of the language, style',
  'format:check': 'format',
  knip: 'nothing unused',
  coverage: 'unit and property tests, lessons solved by their solutions, coverage',
  conformance: 'recordings of a real swarm',
  build: 'the site builds',
  size: 'size budgets',
  'test:e2e': 'the built site in Chromium',
};

const failed = [];
for (const [script, proves] of Object.entries(stages)) {
  console.log(`\n── ${script}: ${proves}`);
  const start = performance.now();
  const { status } = spawnSync(`npm run -s ${script}`, { stdio: 'inherit', shell: true });
  console.log(
    `── ${script} ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - start) / 1000)} s`,
  );
  if (status !== 0) failed.push(script);
}

const total = Object.keys(stages).length;
console.log(
  `\n${total - failed.length} passed, ${failed.length} failed${failed.map((name) => `\n  ${name}`).join('')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
