/** A text to lay out, with its width on the screen. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

/** Lays cells out in as many columns as fit, filled downwards, as `ls` and completion lists do. */
export function inColumns(cells: readonly Cell[], cols: number): string {
  if (cells.length === 0) return '';
  for (let rows = 1; rows <= cells.length; rows++) {
    const columns = Math.ceil(cells.length / rows);
    const widths = Array.from({ length: columns }, (_, c) =>
      Math.max(...cells.slice(c * rows, (c + 1) * rows).map((cell) => cell.width)),
    );
    const total = widths.reduce((sum, width) => sum + width + 2, -2);
    if (total >= cols && rows < cells.length) continue;
    let out = '';
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const cell = cells[c * rows + r];
        if (!cell) continue;
        const last = cells[(c + 1) * rows + r] === undefined;
        out += cell.text + (last ? '' : ' '.repeat((widths[c] ?? 0) + 2 - cell.width));
      }
      out += '\n';
    }
    return out;
  }
  return '';
}
