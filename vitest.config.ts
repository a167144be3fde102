import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Machines are shared: how long a test takes says nothing.
    testTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'lessons', include: ['tests/lessons/**/*.test.ts'] } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/{sim,net,host,api,swarm,engine,cli,shell,images,lab,lessons}/**/*.ts'],
      exclude: ['src/lab/worker.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
    },
  },
});
