/**
 * Lays tab-separated lines out in columns as Go's text/tabwriter does with docker's settings: a column is a run of
 * lines that go on after it; it is as wide as its widest cell and three blanks, ten at least.
 */
export function columns(lines: readonly string[], least = 10, padding = 3): string {
  const rows = lines.map((line) => line.split('\t').map((cell) => [...cell]));
  const out = rows.map(() => '');
  for (let column = 0; rows.some((cells) => cells.length > column + 1); column++) {
    for (let first = 0; first < rows.length; first++) {
      let last = first;
      while (last < rows.length && (rows[last]?.length ?? 0) > column + 1) last++;
      if (last === first) continue;
      const run = rows.slice(first, last);
      const width = Math.max(least, ...run.map((cells) => (cells[column]?.length ?? 0) + padding));
      run.forEach((cells, i) => {
        const cell = cells[column] as string[];
        out[first + i] = `${out[first + i]}${cell.join('')}${' '.repeat(width - cell.length)}`;
      });
      first = last;
    }
  }
  return rows.map((cells, i) => `${out[i]}${cells.at(-1)?.join('') ?? ''}\n`).join('');
}
