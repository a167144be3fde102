import globals from 'globals';

/** Globals of a browser or of Node that give the same answer always and everywhere. */
const harmless = [
  'TextEncoder',
  'TextDecoder',
  'URL',
  'URLSearchParams',
  'atob',
  'btoa',
  'structuredClone',
  'globalThis',
];

/** Parts of the language that know the time, chance, the machine's language or the garbage collector, or that wait. */
const unsteady = ['Date', 'Intl', 'Promise', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer', 'eval'];

/** Math functions whose result the language fixes to the last bit. */
const exact = 'abs|ceil|floor|max|min|round|trunc|sign|imul|clz32|fround';

const outside = new Set([
  ...Object.keys(globals.browser),
  ...Object.keys(globals.worker),
  ...Object.keys(globals.node),
  'FileSystem',
]);
for (const name of Object.keys(globals.builtin)) outside.delete(name);
for (const name of harmless) outside.delete(name);

/** What the emulator and the lessons may not touch: time, chance and scheduling come from src/sim alone. */
export const bannedGlobals = [...outside, ...unsteady].map((name) => ({
  name,
  message: 'Below the site time, chance, waiting and input come only from src/sim and the kernel calls.',
}));

const why = 'It differs between machines or moments; see "Virtual time only" in docs/design.md.';

export const bannedSyntax = [
  { selector: `MemberExpression[object.name="Math"]:not([property.name=/^(${exact})$/])`, message: why },
  { selector: 'MemberExpression[property.name=/^(localeCompare|toLocale[A-Z]\\w*)$/]', message: why },
  {
    selector: 'MemberExpression[object.name="Error"][property.name=/^(captureStackTrace|stackTraceLimit)$/]',
    message: why,
  },
  { selector: 'TSTypeReference[typeName.name=/^(Date|Promise|WeakRef)$/]', message: why },
  { selector: ':function[async=true]', message: 'Programs are coroutines: function* and yield*.' },
  {
    selector: 'AwaitExpression, ForOfStatement[await=true]',
    message: 'Programs are coroutines: function* and yield*.',
  },
  {
    selector: 'ImportExpression:not(ArrowFunctionExpression > ImportExpression)',
    message: 'A lazy import is handed to load(): () => import(…).',
  },
];

/**
 * `error.stack`, whatever the error is called: its text is the engine's own.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const stackRule = {
  meta: { type: 'problem', schema: [], messages: { stack: `Error.stack is banned. ${why}` } },
  create(context) {
    const services = context.sourceCode.parserServices;
    if (!services?.program) return {};
    return {
      /** @param {any} node */
      'MemberExpression[property.name="stack"]'(node) {
        const declared = services.getSymbolAtLocation(node.property)?.declarations?.[0]?.parent;
        if (declared?.name?.text === 'Error') context.report({ node, messageId: 'stack' });
      },
    };
  },
};
