export * from './types.ts';
export * from './image.ts';
export { cellWidth, lastCharacter } from './cells.ts';
export { COSTS } from './costs.ts';
export { utf8Length } from './inode.ts';
export { createHost, type HostOptions } from './machine.ts';
export { createPipe } from './pipe.ts';
export { signalNamed, signalNumber, signals } from './signals.ts';
export { service, ssh, systemctl } from './lazy.ts';
