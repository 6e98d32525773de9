import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Trace } from './db/audit.ts'
import { type Database, isMigrated, migrate, openDatabase } from './db/database.ts'
import { keyFrom, type LinkKeys } from './domain/link.ts'
import type { MailRoom } from './mail/mail-room.ts'
import { type Mailbox, openMailbox } from './mail/mailbox.ts'
import { openSmtp } from './mail/smtp.ts'
import type { Outside } from './usecases/context.ts'

/** What every door is handed: the database, the mail room, and a way to begin a use-case. */
export interface House {
  config: Config
  db: Database
  /** For those who open connections of their own: the queue. */
  queue: QueuePlace
  /** True when this process alone uses the database, and so knows that nobody else is at work in it. */
  isAlone: boolean
  mail: MailRoom
  /** The letters, where they go to a folder because no SMTP_URL is set. */
  mailbox: Mailbox | null
  begin(trace: Trace): Outside
  /** A key for one purpose; none of them can be told from another or from the secret. */
  keyFor(purpose: string): Buffer
  /** The same for each secret in force, newest first: what was made with an older one can still be read. */
  keysFor(purpose: string): [Buffer, ...Buffer[]]
  isMigrated(): Promise<boolean>
  close(): Promise<void>
}

/** Through a pooler nobody can be woken, and some keep no statements. */
export interface QueuePlace {
  url: string
  canListen: boolean
  keepsStatements: boolean
}

/** How the house may be opened: as the one that runs, or beside one that runs already. */
export interface Opening {
  heldFor: string
  mayJoin: boolean
  /** The playground's clock can be moved; everybody else has the one on the wall. */
  now?: () => Date
}

/** With the queue's, what one instance takes of the database, or of the pooler before it. */
const POOL_SIZE = 20

export async function openHouse(config: Config, opening: Opening): Promise<House> {
  const server = await findDatabase(config, opening)
  const queue = queueAt(server.url, config)
  const db = openDatabase(server.url, POOL_SIZE, config.databasePooler !== 'transaction')
  const now = opening.now ?? (() => new Date())
  const mailbox = config.mail.smtpUrl
    ? null
    : openMailbox({ folder: join(config.dataDir, 'mailbox'), from: config.mail.from })
  const mail = mailbox ?? openSmtp({ url: config.mail.smtpUrl ?? '', from: config.mail.from })
  const links = { keys: config.secretKeys.map(keyFrom) as unknown as LinkKeys, publicUrl: config.publicUrl }
  try {
    await migrate(db, queue.url)
  } catch (fault) {
    await db.destroy()
    await server.stop()
    throw fault
  }
  return {
    config,
    db,
    queue,
    isAlone: server.isOurs,
    mail,
    mailbox,
    begin: (trace) => ({ trace, db, links, now }),
    keyFor: (purpose) => keyOf(config.secretKeys[0], purpose),
    keysFor: (purpose) => config.secretKeys.map((it) => keyOf(it, purpose)) as [Buffer, ...Buffer[]],
    isMigrated: () => isMigrated(db),
    close: async () => {
      await mail.close()
      await db.destroy()
      await server.stop()
    },
  }
}

function queueAt(url: string, { databasePooler, databaseDirectUrl }: Config): QueuePlace {
  if (!databasePooler) return { url, canListen: true, keepsStatements: true }
  if (databaseDirectUrl) return { url: databaseDirectUrl, canListen: true, keepsStatements: true }
  return { url, canListen: false, keepsStatements: databasePooler === 'transaction-prepared' }
}

const keyOf = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`usher ${purpose}`).digest()

interface Server {
  url: string
  isOurs: boolean
  stop(): Promise<void>
}

/** DATABASE_URL, or the embedded server: the one that runs where that is allowed, or our own. */
async function findDatabase(
  { databaseUrl, dataDir }: Config,
  { heldFor, mayJoin }: Opening,
): Promise<Server> {
  const joined = (url: string): Server => ({ url, isOurs: false, stop: async () => {} })
  if (databaseUrl) return joined(databaseUrl)
  const { findRunning, startEmbedded } = await import('./db/embedded/server.ts')
  const running = mayJoin ? await findRunning(dataDir) : null
  if (running) return joined(running)
  const embedded = await startEmbedded({ dataDir, durable: true, heldFor })
  return { url: embedded.url, isOurs: true, stop: embedded.stop }
}
