export * from './port.ts';
export * from './view.ts';
export { apply, diff } from './patch.ts';
export { openLab } from './open.ts';
export { Lab, type LabOptions } from './lab.ts';
export { createLab, headerOf, emulatorVersion } from './create.ts';
export { advanceTo, runCommand } from './pace.ts';
