export * from './http.ts';
export * from './types.ts';
export * from './fabric.ts';
export * from './exchange.ts';
