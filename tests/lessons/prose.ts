/* A lesson's MDX, as far as the proofs look into it. */

export interface ProseStep {
  readonly id: string;
  /** Attributes of each `<Run>`, in order. */
  readonly runs: readonly Readonly<Record<string, string>>[];
  readonly outputs: readonly string[];
  readonly predictions: readonly string[];
  readonly notes: readonly string[];
  /** What is read, components taken out, as paragraphs. */
  readonly text: readonly string[];
  /** Of these, what stands before the first command. */
  readonly opening: readonly string[];
}

export interface Prose {
  readonly source: string;
  readonly front: Readonly<Record<string, string>>;
  readonly intro: readonly string[];
  readonly steps: readonly ProseStep[];
}

export function prose(source: string): Prose {
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
  const front = Object.fromEntries(
    head.split('\n').map((line) => {
      const [key = '', ...value] = line.split(': ');
      return [key, value.join(': ')];
    }),
  );
  const steps = [...body.matchAll(/^<Step id="([^"]*)">\n(.*?)\n<\/Step>$/gms)].map(([, id = '', inside = '']) =>
    proseStep(id, inside),
  );
  return { source, front, intro: paragraphs(body.split('<Step')[0] ?? ''), steps };
}

function proseStep(id: string, inside: string): ProseStep {
  const all = (tag: string): Record<string, string>[] =>
    [...inside.matchAll(new RegExp(`<${tag}\\b([^>]*?)\\s*/?>`, 'g'))].map(([, attributes = '']) => parsed(attributes));
  return {
    id,
    runs: all('Run'),
    outputs: all('Output').map((each) => each['of'] ?? ''),
    predictions: all('Predict').map((each) => each['id'] ?? ''),
    notes: all('Note').map((each) => each['kind'] ?? ''),
    text: paragraphs(inside),
    opening: paragraphs(inside.split('<Run')[0] ?? ''),
  };
}

function parsed(attributes: string): Record<string, string> {
  const pairs = attributes.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries([...pairs].map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}

function paragraphs(mdx: string): string[] {
  return mdx
    .replace(/<(Run|Output|Predict)\b[^>]*?\/>/g, '\n\n')
    .replace(/<\/?Note\b[^>]*>/g, '\n\n')
    .replace(/<\/?Term\b[^>]*>/g, '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** Code as a reader's eye takes it: one word. */
export function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, '□');
}

export function sentences(paragraph: string): string[] {
  return (
    withoutCode(paragraph)
      .match(/[^.?!:]+[.?!:]+/g)
      ?.map((each) => each.trim()) ?? [paragraph]
  );
}
