export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export { createRegistry, type Registry } from './images/registry.ts';
export type { ContainerFacts } from './view.ts';
