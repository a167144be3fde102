import type { ComponentChildren } from 'preact';

/** A text in which `code` stands between backticks. */
export function rich(text: string): ComponentChildren {
  return text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}
