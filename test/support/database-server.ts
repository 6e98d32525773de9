import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase } from '../../src/db/database.ts'
import { startEmbedded } from '../../src/db/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string
  }
}

export const TEMPLATE = 'usher_template'

/** One Postgres for the whole run, and one migrated database in it that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startOwn()
  const admin = openDatabase(server.url, 1)
  await admin.raw(`drop database if exists ${TEMPLATE}`)
  await admin.raw(`create database ${TEMPLATE}`)
  await admin.destroy()

  const url = new URL(server.url)
  url.pathname = `/${TEMPLATE}`
  const template = openDatabase(url.href, 2)
  await migrate(template, url.href)
  await template.destroy()
  project.provide('databaseServer', server.url)
  return () => server.stop()
}

async function startOwn() {
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-test-'))
  const server = await startEmbedded({ dataDir, durable: false, heldFor: 'the tests' })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
