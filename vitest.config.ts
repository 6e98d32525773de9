import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/database-server.ts'],
    reporters: ['default', './test/support/last-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    // Modules are loaded once a worker: a hundred and seventy files loading all of Usher each took two minutes.
    isolate: false,
    // A crowded machine may break a race's stage, not its rule: where nobody watches, a failure must repeat itself.
    retry: process.env.CI ? 1 : 0,
  },
})
