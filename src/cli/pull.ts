import type { Co } from '../sim/index.ts';
import { Failure, messageOf } from './failure.ts';
import { humanSize } from './format/units.ts';
import { imageText, parseImage, withTag } from './images.ts';
import { ProgressLines } from './progress.ts';
import type { Call } from './spec.ts';

/** One item of the answer to POST /images/create. */
interface PullItem {
  status?: string;
  id?: string;
  progressDetail?: { current?: number; total?: number };
  error?: string;
}

/** Lines that only a terminal shows. */
const passing = ['Downloading', 'Extracting'];

/**
 * Pulls an image and shows how it comes: in place on a terminal, else one line per step.
 *
 * @param error true: the lines go to standard error, as `docker run` has it
 */
export function* pull(call: Call, image: string, options: { quiet?: boolean; error?: boolean } = {}): Co<void> {
  const { self, api } = call;
  const name = parseImageOf(image);
  const stream = yield* api.stream<PullItem>('POST', '/images/create', {
    query: { fromImage: name.name, tag: name.digest ?? name.tag ?? 'latest' },
  });
  const { terminal } = options.error ? self.stderr : self.stdout;
  const lines = new ProgressLines(terminal);
  for (let item = yield* stream.receive(); item !== undefined; item = yield* stream.receive()) {
    if (item.error !== undefined) throw new Failure(item.error);
    if (options.quiet) continue;
    const text = lineOf(item, lines, terminal !== undefined);
    if (text !== '') yield* options.error ? self.printError(text) : self.print(text);
  }
}

function lineOf({ id, status = '', progressDetail }: PullItem, lines: ProgressLines, terminal: boolean): string {
  if (id === undefined || progressDetail === undefined)
    return lines.message(id === undefined ? status : `${id}: ${status}`);
  const { current = 0, total = 0 } = progressDetail;
  if (!terminal) return passing.includes(status) ? '' : `${id}: ${status}\n`;
  const counts = total > 0 ? `${humanSize(current, 4).padStart(8)}/${humanSize(total, 4)}` : '';
  return lines.draw({ id, action: status, current, total, counts });
}

function parseImageOf(image: string): ReturnType<typeof parseImage> {
  try {
    return parseImage(image);
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

/** The full name that `docker pull` ends with: `docker.io/library/nginx:latest`. */
export function fullName(image: string): string {
  const parts = parseImageOf(withTag(image));
  const first = parts.name.split('/')[0] ?? '';
  if (parts.name.includes('/') && (/[.:]/.test(first) || first === 'localhost')) return imageText(parts);
  return `docker.io/${parts.name.includes('/') ? '' : 'library/'}${imageText(parts)}`;
}
