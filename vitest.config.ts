import { defineConfig } from 'vitest/config'

const SERVER_TESTS = ['packages/server/test/**/*.test.ts', 'test/**/*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
          exclude: ['packages/server/**', 'packages/*/test/browser/**', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        // One real embedded PostgreSQL for the whole run; only started when a test of this project runs.
        test: {
          name: 'server',
          include: SERVER_TESTS,
          globalSetup: ['packages/server/test/harness/postgres-server.ts'],
        },
      },
      {
        extends: true,
        // Real Chromium against the real service with real models: both are started once, when a test of this project runs.
        test: {
          name: 'browser',
          include: ['packages/web-sdk/test/browser/**/*.test.ts'],
          globalSetup: ['packages/web-sdk/test/harness/stage.ts'],
          // Captures are timed: a second file at once would take the camera's pictures away from the first.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // The analysts' desk in real Chromium. After everything else: timed captures have the machine for themselves.
        test: {
          name: 'desk',
          include: ['packages/dashboard/test/browser/**/*.test.ts'],
          globalSetup: ['packages/dashboard/test/harness/stage.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
