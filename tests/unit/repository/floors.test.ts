import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floorOf, floors, objection, siteFolders } from '../../../eslint/floors.js';

/** The table of docs/design.md: floor → what it may import. */
function documented(): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  for (const line of readFileSync('docs/design.md', 'utf8').split('\n')) {
    const [, folder = '', , may = ''] = line.split('|').map((cell) => cell.trim());
    const [, top, folders = ''] = /^`(content|src)\/(.*)`$/.exec(folder) ?? [];
    if (top === undefined) continue;
    const name = top === 'content' ? 'content' : folders === siteFolders.join(' ') ? 'site' : folders;
    table[name] = may === 'nothing' ? [] : may.split(', ');
  }
  const names = Object.keys(table);
  for (const [name, may] of Object.entries(table))
    if (may[0] === 'all below') table[name] = names.slice(names.indexOf(name) + 1);
  return table;
}

const sorted = (table: Record<string, readonly string[]>): unknown =>
  Object.fromEntries(Object.entries(table).map(([name, may]) => [name, [...may].sort()]));

describe('the floors', () => {
  it('are the same in the design and in the lint', () => {
    expect(sorted(documented())).toEqual(
      sorted(Object.fromEntries(Object.entries(floors).map(([name, { may }]) => [name, may]))),
    );
  });

  it('have no way round: nothing that a floor may import may import it, straight or through others', () => {
    const below = (name: string, seen = new Set<string>()): Set<string> => {
      for (const next of floors[name]?.may ?? []) if (!seen.has(next)) below(next, seen.add(next));
      return seen;
    };
    for (const name of Object.keys(floors)) expect(below(name), name).not.toContain(name);
  });

  it.each([
    ['src/engine/api/server.ts', '../../host/index.ts'],
    ['src/engine/api/server.ts', './routes.ts'],
    ['src/components/lab/Terminal.tsx', '../../lab/index.ts'],
    ['src/components/lab/Terminal.tsx', '@xterm/xterm'],
    ['src/shell/parse.ts', 'unbash'],
    ['content/service-modes/lab.ts', '../../src/lessons/index.ts'],
    ['tests/unit/net/http.test.ts', 'vitest'],
  ])('let %s import %s', (file, specifier) => {
    expect(objection(file, specifier)).toBeUndefined();
  });

  it.each([
    ['src/host/machine.ts', '../engine/index.ts'],
    ['src/swarm/store/index.ts', '../../host/index.ts'],
    ['src/components/lab/Terminal.tsx', '../../engine/index.ts'],
    ['src/sim/clock.ts', 'node:timers'],
    ['src/host/machine.ts', 'unbash'],
    ['src/lab/lab.ts', '../../scripts/browser.ts'],
    ['content/service-modes/lab.ts', '../../src/lab/index.ts'],
  ])('do not let %s import %s', (file, specifier) => {
    expect(objection(file, specifier)).toMatch(/may not/);
  });

  it('know where a file stands', () => {
    expect(floorOf('src/pages/index.astro')).toBe('site');
    expect(floorOf('src/content.config.ts')).toBeUndefined();
    expect(floorOf('scripts/size.ts')).toBeUndefined();
  });
});
