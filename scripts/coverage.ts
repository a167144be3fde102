/*
 * Fails where the coverage of the last test run is more than a point below what was agreed (tests/coverage.json).
 * `node scripts/coverage.ts --agree` makes the last run the new agreement.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const metrics = ['lines', 'branches', 'functions'] as const;
type Shares = Record<(typeof metrics)[number], number>;

const agreement = 'tests/coverage.json';
const summary = JSON.parse(readFileSync('coverage/coverage-summary.json', 'utf8')) as {
  total: Record<keyof Shares, { pct: number }>;
};
const now = Object.fromEntries(metrics.map((metric) => [metric, summary.total[metric].pct])) as Shares;

if (process.argv.includes('--agree')) {
  writeFileSync(agreement, `${JSON.stringify(now, undefined, 2)}\n`);
} else {
  const agreed = JSON.parse(readFileSync(agreement, 'utf8')) as Shares;
  for (const metric of metrics) {
    const fell = now[metric] < agreed[metric] - 1;
    console.log(
      `${metric}: ${now[metric]} % covered, agreed ${agreed[metric]} %${fell ? ': fell by more than a point' : ''}`,
    );
    if (fell) process.exitCode = 1;
  }
}
