import { defineConfig } from 'vitest/config'

/** `npm run chaos`: ten minutes of kills and outages under load, in its long form; it says what it saw. */
export default defineConfig({
  test: {
    include: ['test/outside/chaos.test.ts'],
    globalSetup: ['test/support/database-server.ts'],
    env: { CHAOS: 'long' },
    hookTimeout: 120_000,
    disableConsoleIntercept: true,
    reporters: ['verbose'],
  },
})
