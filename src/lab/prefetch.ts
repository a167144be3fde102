/**
 * Fetches what the first commands will need while the learner reads the prompt: nothing waits for it, and a failed fetch
 * is tried again by whoever needs the code.
 */
export function prefetch(): void {
  for (const start of [
    () => import('../shell/language.ts'),
    () => import('../cli/index.ts'),
    () => import('../engine/swarm/services.ts'),
    () => import('../engine/swarm/tasks.ts'),
    () => import('../engine/system/routes.ts'),
    () => import('../engine/images/routes.ts'),
    () => import('../engine/containers/all-routes.ts'),
    () => import('../shell/tools/basic.ts'),
  ])
    start().catch(() => undefined);
}
