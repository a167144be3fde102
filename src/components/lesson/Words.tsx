import { Fragment, type JSX } from 'preact';

/** A command whose words stay whole: a flag is never broken after its hyphens. */
export function Words({ line }: { line: string }): JSX.Element {
  return (
    <>
      {line.split(' ').map((word, i) => (
        <Fragment key={i}>
          {i > 0 && ' '}
          <span class="w">{word}</span>
        </Fragment>
      ))}
    </>
  );
}
