export * from './error.ts';
export * from './specs.ts';
export * from './objects.ts';
