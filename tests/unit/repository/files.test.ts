import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

const lines = globSync(['src/**/*.{ts,tsx,astro,css}', 'content/**/*.ts'])
  .map((file) => ({ file, count: readFileSync(file, 'utf8').split('\n').length }))
  .sort((a, b) => a.count - b.count);

const quantile = (share: number): number => lines[Math.floor(lines.length * share)]?.count ?? 0;

describe('the source files', () => {
  it('hold one idea each: half of them in a hundred lines, nearly all in 350, none over 600', () => {
    expect(quantile(0.5)).toBeLessThan(100);
    expect(quantile(0.95)).toBeLessThan(350);
    expect(lines.at(-1)?.count, lines.at(-1)?.file).toBeLessThanOrEqual(600);
  });
});

describe('the packages', () => {
  const packages = JSON.parse(readFileSync('package.json', 'utf8')) as Package;
  const named = { ...packages.dependencies, ...packages.devDependencies, ...packages.optionalDependencies };

  it('are pinned to the version, so that a fresh clone is the clone that was tested', () => {
    for (const [name, version] of Object.entries(named)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('bring one and the same Node for every platform', () => {
    expect(new Set(Object.values(packages.optionalDependencies)).size).toBe(1);
  });

  it('come from whatever registry npm is set to', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
  });
});
