import type { Plugin } from 'vite';

/**
 * Makes the lesson components (`<Step>`, `<Run>` …) known in every lesson, so that authors import nothing, and tells each
 * `<Output>` and `<Predict>` which step it stands in.
 */
export function lessonComponents(): Plugin {
  return {
    name: 'swarmbox:lesson-components',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/content\/(?:[^/]+\/)?(?:ko|en)\.mdx$/.test(id.split('?')[0] ?? '')) return undefined;
      const end = /^---\n[\s\S]*?\n---\n/.exec(code)?.[0].length ?? 0;
      const line = `\nimport { components } from '/src/components/lesson/index.ts';\n\nexport { components };\n\n`;
      return { code: code.slice(0, end) + line + placed(code.slice(end)), map: null };
    },
  };
}

function placed(prose: string): string {
  return prose.replace(/<Step id="([^"]+)">[\s\S]*?<\/Step>/g, (step, id: string) =>
    step.replace(/<(Output|Predict)(?=\s)/g, `<$1 step="${id}"`),
  );
}

/**
 * Keeps the style sheets of chunks that only a client-side `import()` reaches: Astro 7.3 looks for them among the assets
 * and, not finding them there, deletes them.
 */
export function keepLazyCss(): Plugin {
  return {
    name: 'swarmbox:keep-lazy-css',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk')
            for (const file of chunk.viteMetadata?.importedCss ?? []) chunk.viteMetadata?.importedAssets.add(file);
      },
    },
  };
}
