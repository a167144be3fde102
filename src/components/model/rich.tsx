import type { ComponentChildren } from 'preact';
import { Words } from '../lesson/Words.tsx';

/** A text in which `code` stands between backticks. */
export function rich(text: string): ComponentChildren {
  return text.split('`').map((part, i) =>
    i % 2 === 1 ? (
      <code key={i}>
        <Words line={part} />
      </code>
    ) : (
      part
    ),
  );
}
