import { list, type Listing } from '../format/listing.ts';
import { ellipsis, shortId } from '../format/text.ts';
import { humanDuration, humanSize } from '../format/units.ts';
import { rfc3339, second } from '../../sim/index.ts';
import type { Command } from '../spec.ts';

interface HistoryItem {
  Id: string;
  Created: number;
  CreatedBy: string;
  Size: number;
  Comment: string;
}

const listing: Listing = {
  type: '*image.historyContext',
  headers: {
    ID: 'IMAGE',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    Size: 'SIZE',
    Comment: 'COMMENT',
  },
  show: ['ID', 'CreatedSince', 'CreatedBy', 'Size', 'Comment'],
};

/** `docker history`. */
export const history: Command = function* (call) {
  const { self, api, flags, args } = call;
  const items = yield* api.get<HistoryItem[]>(`/images/${encodeURI(args[0] as string)}/history`);
  const full = flags.is('no-trunc');
  const human = !flags.has('human') || flags.is('human');
  const now = self.clock.now / second;
  const rows = items.map(({ Id, Created, CreatedBy, Size, Comment }) => {
    const since = Created <= 0 ? 'N/A' : `${humanDuration(now - Created)} ago`;
    const at = rfc3339(Created * second);
    const command = CreatedBy.replaceAll('\t', ' ');
    return {
      ID: full || Id === '<missing>' ? Id : shortId(Id),
      CreatedSince: human ? since : at,
      CreatedAt: at,
      CreatedBy: full ? command : ellipsis(command, 45),
      Size: human ? humanSize(Size, 3) : String(Size),
      Comment,
    };
  });
  yield* list(call, listing, rows, flags.text('format'), flags.is('quiet'));
};
