import type { Co } from '../../sim/index.ts';
import type { Call } from '../spec.ts';
import { columns } from './columns.ts';
import { compactJson } from './json.ts';

/** One row by placeholder; a function is a placeholder with an argument, such as `.Label "x"`. */
export type Row = Record<string, string | boolean | number | ((name: string) => string)>;

/** What a list can show, and how. */
export interface Listing {
  /** The Go type of a row, as template errors name it. */
  readonly type: string;
  /** Header by placeholder. */
  readonly headers: Readonly<Record<string, string>>;
  /** Placeholders of the table that is shown unless `--format` says otherwise. */
  readonly show: readonly string[];
  /** What `--format raw` prints for a row, if the list has that. */
  readonly raw?: string;
  /** What `-q` shows; `ID` by default. */
  readonly quiet?: string;
}

const template = () => import('../template/index.ts');

/**
 * Prints rows as `--format` and `-q` ask: a table, ids, JSON lines, or a Go template.
 *
 * @param format the value of `--format`; '' is the table
 */
export function* list(call: Call, listing: Listing, rows: readonly Row[], format: string, quiet = false): Co<void> {
  const { self } = call;
  const id = listing.quiet ?? 'ID';
  if (format === '' || format === 'table') {
    if (quiet) return yield* self.print(rows.map((row) => `${String(row[id])}\n`).join(''));
    const lines = rows.map((row) => listing.show.map((key) => String(row[key])).join('\t'));
    return yield* self.print(columns([listing.show.map((key) => listing.headers[key]).join('\t'), ...lines]));
  }
  if (format === 'json') return yield* self.print(rows.map((row) => `${compactJson(plain(row))}\n`).join(''));
  const { Template } = yield* self.load(template);
  const isTable = format.startsWith('table');
  const raw = format === 'raw' ? listing.raw : undefined;
  const source = raw === undefined ? format.replace(/^table/, '').trim() : quiet ? raw.split('\n')[0] : raw;
  const parsed = Template.parse((source ?? '').replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
  const lines = rows.map((row) => parsed.execute(row, { type: listing.type, plain: plain(row) }));
  if (!isTable) return yield* self.print(lines.map((line) => `${line}\n`).join(''));
  const headers = parsed.execute(listing.headers, { type: listing.type, header: true });
  yield* self.print(columns([headers, ...lines].flatMap((line) => line.split('\n'))));
}

/** What `{{json .}}` shows of a row: the placeholders without arguments, by name. */
function plain(row: Row): Record<string, unknown> {
  const entries = Object.entries(row).filter(([, value]) => typeof value !== 'function');
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
