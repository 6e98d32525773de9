import { defineConfig } from 'vitest/config'

/** `npm run bench [name…]`: one file after the other, each with the machine to itself. */
export default defineConfig({
  test: {
    include: ['test/bench/*.bench.ts'],
    globalSetup: ['test/support/database-server.ts'],
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: ['dot'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
})
