import type { Programs } from './lazy.ts';

/** Full-screen editors are not emulated; they say so and name what works. */
const editor: Programs[string] = function* (self) {
  const name = self.argv[0]?.split('/').pop() ?? 'editor';
  const file = self.argv.slice(1).find((word) => !word.startsWith('-')) ?? 'FILE';
  yield* self.printError(`${name}: not emulated here; write the file with: cat > ${file} (end with Ctrl-D)\n`);
  return 1;
};

export const programs: Programs = { nano: editor, vi: editor, vim: editor, emacs: editor };
