export * from './control.ts';
export * from './executor.ts';
export * from './member.ts';
export * from './objects.ts';
export { createMember, type MemberOptions } from './node/node.ts';
export { isDirty } from './orchestrator/task.ts';
