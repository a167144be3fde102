import type { Result } from './rehearse.ts';
import type { OutputSource } from './schema.ts';

/** A line of a shown output; IDs are dimmed, the line that matters is marked. */
export interface ShownLine {
  readonly marked: boolean;
  readonly parts: readonly { readonly text: string; readonly dim: boolean }[];
}

/** The style guide's limit. */
const mostLines = 8;
const cut: ShownLine = { marked: false, parts: [{ text: '…', dim: true }] };
/** Swarm IDs whole or cut, container IDs, digests, tokens. */
const idPattern = /(SWMTKN-[\w-]+|sha256:[0-9a-f]{64}|\b(?=[a-z]*\d)[0-9a-z]{25}\b|^(?=[a-z]*\d)[0-9a-z]{12}(?=\s|$))/;

/** The lines of an output as the prose shows them; lines cut out in a row are one `…`. */
export function show({ stdout, stderr }: Result, { keep, mark }: OutputSource): readonly ShownLine[] {
  const lines = (stdout + stderr).trimEnd().split('\n');
  const kept = lines.map((line) => keep?.test(line) ?? true);
  const shown = lines.flatMap((line, i) => {
    if (kept[i]) return [{ marked: mark?.test(line) ?? false, parts: dimmed(line.trimEnd()) }];
    return i === 0 || kept[i - 1] ? [cut] : [];
  });
  return shown.length <= mostLines ? shown : [...shown.slice(0, mostLines - 1), cut];
}

function dimmed(line: string): ShownLine['parts'] {
  return line
    .split(new RegExp(idPattern, 'g'))
    .map((text, i) => ({ text, dim: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
