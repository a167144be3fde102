export * from './types.ts';
export * from './image.ts';
