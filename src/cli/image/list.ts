import { filtersOf, withFilter } from '../filters.ts';
import { list, type Listing, type Row } from '../format/listing.ts';
import { shortId } from '../format/text.ts';
import { goTime, humanDuration, humanSize } from '../format/units.ts';
import { rfc3339, second } from '../../sim/index.ts';
import type { Command } from '../spec.ts';

/** One row of GET /images/json. */
interface ImageSummary {
  Id: string;
  RepoTags: string[] | null;
  RepoDigests: string[] | null;
  Created: number;
  Size: number;
  Containers?: number;
}

const listing: Listing = {
  type: '*formatter.imageContext',
  headers: {
    ID: 'IMAGE ID',
    Repository: 'REPOSITORY',
    Tag: 'TAG',
    Digest: 'DIGEST',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    Size: 'SIZE',
    Containers: 'CONTAINERS',
    VirtualSize: 'SIZE',
    SharedSize: 'SHARED SIZE',
    UniqueSize: 'UNIQUE SIZE',
  },
  show: ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size'],
  raw: 'repository: {{.Repository}}\ntag: {{.Tag}}\nimage_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n',
};

/** `docker images`: a row per tag, the newest image first. */
export const ls: Command = function* (call) {
  const { self, api, flags, args } = call;
  const filters = args[0] === undefined ? filtersOf(flags) : withFilter(filtersOf(flags), 'reference', args[0]);
  const images = yield* api.get<ImageSummary[]>('/images/json', { all: flags.is('all'), filters });
  const now = self.clock.now / second;
  const digests = flags.is('digests') || /\.Digest\b/.test(flags.text('format'));
  const rows = images.flatMap((image) => rowsOf(image, now, flags.is('no-trunc'), digests));
  const show = flags.is('digests') ? ['Repository', 'Tag', 'Digest', 'ID', 'CreatedSince', 'Size'] : listing.show;
  yield* list(call, { ...listing, show }, rows, flags.text('format'), flags.is('quiet'));
};

function rowsOf(image: ImageSummary, now: number, full: boolean, digests: boolean): Row[] {
  const common = {
    ID: full ? image.Id : shortId(image.Id),
    CreatedSince: `${humanDuration(now - image.Created)} ago`,
    CreatedAt: goTime(rfc3339(image.Created * second)),
    Size: humanSize(image.Size, 3),
    Containers: image.Containers === undefined || image.Containers < 0 ? 'N/A' : String(image.Containers),
    VirtualSize: humanSize(image.Size),
    SharedSize: 'N/A',
    UniqueSize: 'N/A',
  };
  const split = (text: string, mark: string): [string, string] => {
    const at = text.lastIndexOf(mark);
    return [text.slice(0, at), text.slice(at + 1)];
  };
  const byName = new Map((image.RepoDigests ?? []).map((each) => split(each, '@')));
  const rows = (image.RepoTags ?? []).map((each) => {
    const [Repository, Tag] = split(each, ':');
    return { ...common, Repository, Tag, Digest: (digests && byName.get(Repository)) || '<none>' };
  });
  if (rows.length > 0) return rows;
  const [[Repository, Digest] = ['<none>', '<none>']] = byName;
  return [{ ...common, Repository, Tag: '<none>', Digest }];
}
