import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'lessons', include: ['tests/lessons/**/*.test.ts'], testTimeout: 60_000 } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/{sim,net,host,api,swarm,engine,cli,shell,images,lab,lessons}/**/*.ts'],
      exclude: ['src/lab/worker.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
    },
  },
});
