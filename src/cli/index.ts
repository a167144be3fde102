export { docker } from './docker.ts';
export { dockerCompletion } from './completion.ts';
