export * from './time.ts';
export * from './clock.ts';
export * from './coroutine.ts';
export * from './channel.ts';
export * from './chance.ts';
export * from './signal.ts';
