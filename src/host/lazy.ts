import type { Program } from './types.ts';

/* Programs of a host whose code is fetched when they first run. */

/** See ssh.ts. */
export const ssh: Program = function* (self) {
  const module = yield* self.load(() => import('./ssh.ts'));
  return yield* module.ssh(self);
};

/** See services.ts. */
export const systemctl: Program = function* (self) {
  const module = yield* self.load(() => import('./services.ts'));
  return yield* module.systemctl(self);
};

/** See services.ts. */
export const service: Program = function* (self) {
  const module = yield* self.load(() => import('./services.ts'));
  return yield* module.service(self);
};
