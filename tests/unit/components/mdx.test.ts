import { expect, test } from 'vitest';
import { lessonComponents } from '../../../src/components/lesson/mdx.ts';

interface Transform {
  transform: (code: string, id: string) => { code: string } | undefined;
}

const { transform } = lessonComponents() as unknown as Transform;
const page =
  '---\ntitle: x\n---\n\n<Step id="one">\n\n<Output of="a" />\n\n</Step>\n\n<Step id="two">\n\n<Predict id="b" />\n\n</Step>\n';

test('a lesson knows its components without importing them', () => {
  const { code } = transform(page, '/x/content/service-modes/ko.mdx')!;
  expect(code).toMatch(/^---\ntitle: x\n---\n\nimport \{ components \} from .*\n\nexport \{ components \};\n\n/);
});

test('an output and a prediction are told the step they stand in', () => {
  const { code } = transform(page, '/x/content/service-modes/en.mdx?astro')!;
  expect(code).toContain('<Output step="one" of="a" />');
  expect(code).toContain('<Predict step="two" id="b" />');
});

test('other files are left alone', () => {
  expect(transform(page, '/x/docs/design.mdx')).toBeUndefined();
});
