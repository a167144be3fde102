import path from 'node:path';

/**
 * Which folder may import which: the table of docs/design.md, as data. `packages` names the npm packages that a folder
 * may use; the site and Node's own folder may use any.
 *
 * @type {Readonly<Record<string, { may: readonly string[]; packages?: readonly string[] | 'any' }>>}
 */
export const floors = {
  content: { may: ['lessons'] },
  site: { may: ['lessons', 'lab', 'content'], packages: 'any' },
  lessons: { may: ['lab'] },
  bin: { may: ['lab', 'cli', 'api', 'sim'], packages: 'any' },
  lab: { may: ['images', 'cli', 'engine', 'shell', 'swarm', 'host', 'api', 'net', 'sim'] },
  images: { may: ['host', 'shell', 'api', 'net', 'sim'] },
  cli: { may: ['api', 'host', 'sim'] },
  engine: { may: ['api', 'swarm', 'host', 'net', 'sim'] },
  shell: { may: ['host', 'sim'], packages: ['unbash'] },
  swarm: { may: ['api', 'net', 'sim'] },
  host: { may: ['net', 'sim'] },
  api: { may: [] },
  net: { may: ['sim'] },
  sim: { may: [] },
};

/** Folders under src/ that together are the site. */
export const siteFolders = ['pages', 'layouts', 'components', 'styles', 'i18n'];

/**
 * The floor that a file belongs to; undefined for one that stands outside the house (tests, scripts, configuration).
 *
 * @param {string} file path from the project's root, with slashes
 */
export function floorOf(file) {
  const [top, folder = ''] = file.split('/');
  if (top === 'content') return 'content';
  if (top !== 'src') return undefined;
  if (siteFolders.includes(folder)) return 'site';
  return Object.hasOwn(floors, folder) ? folder : undefined;
}

/**
 * Why a file may not import something; undefined when it may.
 *
 * @param {string} file the importing file, from the project's root
 * @param {string} specifier what stands in the import
 */
export function objection(file, specifier) {
  const floor = floorOf(file);
  const rule = floor === undefined ? undefined : floors[floor];
  if (floor === undefined || rule === undefined) return undefined;
  if (!specifier.startsWith('.')) {
    if (
      rule.packages === 'any' ||
      rule.packages?.some((name) => specifier === name || specifier.startsWith(`${name}/`))
    )
      return undefined;
    return `${floor} may not use the package ${specifier}`;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const below = floorOf(target);
  if (below === floor || (below !== undefined && rule.may.includes(below))) return undefined;
  return `${floor} may not import ${below ?? target}: see the floors in docs/design.md`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const floorRule = {
  meta: { type: 'problem', schema: [], messages: { floor: '{{why}}.' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    /** @param {any} node */
    const check = (node) => {
      const specifier = node.source?.value ?? node.argument?.literal?.value;
      const why = typeof specifier === 'string' ? objection(file, specifier) : undefined;
      if (why !== undefined) context.report({ node, messageId: 'floor', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};
