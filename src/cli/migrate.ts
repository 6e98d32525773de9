import { type Read, readWords } from './words.ts'

/** Opening the house has already done it; this command is for deploys that want it done first. */
export function readMigrate(words: string[]): Read {
  readWords(words, {}, 'usher migrate')
  return {
    run: async ({ isMigrated }) => ({
      text: 'The database is up to date.',
      json: { isMigrated: await isMigrated() },
    }),
  }
}
