import type { JSX } from 'preact';
import { announcement } from '../state/announce.ts';

/** The page's one polite live region. */
export function Announcer(): JSX.Element {
  return (
    <div class="vh" role="status">
      {announcement.value}
    </div>
  );
}
