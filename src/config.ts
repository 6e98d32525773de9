import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

export interface Config {
  port: number
  publicUrl: string
  dataDir: string
  /** Null: the embedded Postgres in dataDir. */
  databaseUrl: string | null
  /** What stands at databaseUrl in front of Postgres; null: nothing that Usher would notice. */
  databasePooler: DatabasePooler | null
  /** Postgres itself, past the pooler, for what needs a connection of its own. */
  databaseDirectUrl: string | null
  /** Newest first; links made with an older one still work while it is listed. */
  secretKeys: [string, ...string[]]
  slack: SlackConfig | null
  /** What the commands are called in the manifest, where it is not what they are usually called. */
  slackCommands: Partial<Record<SlackCommand, string>>
  /** And how many letters one domain is sent at once, and in any minute. */
  mail: { smtpUrl: string | null; from: string; atOnce: number; perMinute: number }
  /** What express calls 'trust proxy': hops or addresses of proxies in front of us. */
  trustProxy: boolean | number | string
  logLevel: string
  metricsToken: string | null
  /** Whoever tells of letters that came back signs with it; null: nobody may. */
  bounceHookSecret: string | null
  isProduction: boolean
  /** Without a Slack and outside of production: with an example to try, with nothing in it, or none. */
  playground: 'example' | 'empty' | 'off'
}

const poolers = ['transaction', 'transaction-prepared'] as const
export type DatabasePooler = (typeof poolers)[number]

export interface SlackConfig {
  apiUrl: string
  botToken: string | null
  signingSecret: string | null
  clientId: string | null
  clientSecret: string | null
  appToken: string | null
}

const slackCommands = ['people', 'invites'] as const
type SlackCommand = (typeof slackCommands)[number]

export class ConfigFaults extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(`Usher can not start with these settings:\n${faults.map((it) => `  - ${it}`).join('\n')}`)
    this.faults = faults
  }
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const isUrl = (text: string, ...protocols: string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol)
const url = (hint: string, ...protocols: string[]) => z.string().refine((it) => isUrl(it, ...protocols), hint)
const databaseUrl = (name: string) =>
  url(`${name} must look like postgres://user:password@host:5432/database`, 'postgres:', 'postgresql:')
const count = (name: string, most: number) => {
  const fault = `${name} must be a whole number from 1 to ${most}`
  return z.coerce.number(fault).int(fault).min(1, fault).max(most, fault)
}
const secret = (name: string) =>
  z.string().min(32, `${name} must have at least 32 characters: make one with "openssl rand -base64 32"`)

/** Messages name the variable and what to do; never the value, which may be a secret. */
const schema = z.object({
  PORT: z.coerce
    .number('PORT must be a number')
    .int()
    .min(0)
    .max(65535, 'PORT must be between 0 and 65535')
    .default(3000),
  PUBLIC_URL: url(
    'PUBLIC_URL must be an http(s) address such as https://usher.example.com',
    'http:',
    'https:',
  )
    .refine(
      (it) => !URL.canParse(it) || isOrigin(it),
      'PUBLIC_URL must be a bare origin: no path, query or user in it',
    )
    .optional(),
  DATABASE_URL: databaseUrl('DATABASE_URL').optional(),
  DATABASE_POOLER: z
    .enum(
      poolers,
      'DATABASE_POOLER must be transaction, or transaction-prepared where the pooler knows prepared statements; leave it out where DATABASE_URL is Postgres itself',
    )
    .optional(),
  DATABASE_DIRECT_URL: databaseUrl('DATABASE_DIRECT_URL').optional(),
  DATA_DIR: z.string().default('.usher'),
  SECRET_KEY: secret('SECRET_KEY').optional(),
  SECRET_KEY_PREVIOUS: secret('SECRET_KEY_PREVIOUS').optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'SLACK_BOT_TOKEN must be a bot token (it starts with xoxb-)')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(8, 'SLACK_SIGNING_SECRET is too short: copy it from Basic Information of your Slack app')
    .optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'SLACK_APP_TOKEN must be an app-level token (it starts with xapp-)')
    .optional(),
  SLACK_API_URL: url('SLACK_API_URL must be an http(s) address', 'http:', 'https:').default(
    'https://slack.com/api/',
  ),
  SLACK_COMMANDS: z
    .string()
    .refine(
      (it) => commandsIn(it) !== null,
      'SLACK_COMMANDS must look like people=/staff,invites=/bring: which of the two commands has which name',
    )
    .optional(),
  SMTP_URL: url(
    'SMTP_URL must look like smtps://user:password@host:465 or smtp://host:587',
    'smtp:',
    'smtps:',
  ).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'MAIL_FROM must be an address, such as Usher <usher@example.com>',
    )
    .optional(),
  MAIL_DOMAIN_AT_ONCE: count('MAIL_DOMAIN_AT_ONCE', 100).default(3),
  MAIL_DOMAIN_PER_MINUTE: count('MAIL_DOMAIN_PER_MINUTE', 100_000).default(600),
  TRUST_PROXY: z.string().default('false'),
  LOG_LEVEL: z.enum(levels, `LOG_LEVEL must be one of ${levels.join(', ')}`).default('info'),
  METRICS_TOKEN: z.string().min(16, 'METRICS_TOKEN must have at least 16 characters').optional(),
  BOUNCE_HOOK_SECRET: secret('BOUNCE_HOOK_SECRET').optional(),
  PLAYGROUND: z
    .enum(['example', 'empty', 'off'], 'PLAYGROUND must be example, empty or off')
    .default('example'),
  NODE_ENV: z.string().default('development'),
})

type Variables = z.infer<typeof schema>

const isOrigin = (text: string): boolean => {
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && !search && !hash && !username && !password
}

/** Reads the environment once. Everything that is wrong with it is said together. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is one that is not set: that is how compose files and CI switch one off.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = schema.safeParse(set)
  const faults = read.success ? together(read.data) : read.error.issues.map((it) => it.message)
  if (!read.success || faults.length > 0) throw new ConfigFaults([...new Set(faults)])

  const it = read.data
  const dataDir = resolve(it.DATA_DIR)
  const publicUrl = new URL(it.PUBLIC_URL ?? `http://localhost:${it.PORT}`).origin
  return Object.freeze({
    port: it.PORT,
    publicUrl,
    dataDir,
    databaseUrl: it.DATABASE_URL ?? null,
    databasePooler: it.DATABASE_POOLER ?? null,
    databaseDirectUrl: it.DATABASE_DIRECT_URL ?? null,
    secretKeys: secretKeys(it, dataDir),
    slack: slackFrom(it),
    slackCommands: commandsIn(it.SLACK_COMMANDS ?? '') ?? {},
    mail: {
      smtpUrl: it.SMTP_URL ?? null,
      from: it.MAIL_FROM ?? `Usher <usher@${new URL(publicUrl).hostname}>`,
      atOnce: it.MAIL_DOMAIN_AT_ONCE,
      perMinute: it.MAIL_DOMAIN_PER_MINUTE,
    },
    trustProxy: trustFrom(it.TRUST_PROXY),
    logLevel: it.LOG_LEVEL,
    metricsToken: it.METRICS_TOKEN ?? null,
    bounceHookSecret: it.BOUNCE_HOOK_SECRET ?? null,
    isProduction: it.NODE_ENV === 'production',
    playground: it.NODE_ENV === 'production' || slackFrom(it) ? 'off' : it.PLAYGROUND,
  })
}

/** What only shows when several variables are looked at side by side. */
function together(it: Variables): string[] {
  const faults: string[] = []
  const need = (wrong: boolean, fault: string) => wrong && faults.push(fault)
  const isProduction = it.NODE_ENV === 'production'
  need(
    it.DATABASE_URL !== undefined && it.SECRET_KEY === undefined,
    'SECRET_KEY is required with DATABASE_URL: links are made with it, so every instance needs the same one. Make one with "openssl rand -base64 32"',
  )
  need(
    it.DATABASE_POOLER !== undefined && it.DATABASE_URL === undefined,
    'DATABASE_POOLER says what stands at DATABASE_URL: set that too, or leave it out',
  )
  need(
    it.DATABASE_DIRECT_URL !== undefined && it.DATABASE_POOLER === undefined,
    'DATABASE_DIRECT_URL is the way past a pooler: say with DATABASE_POOLER which kind stands at DATABASE_URL, or leave it out',
  )
  need(
    isProduction && !it.SMTP_URL,
    'SMTP_URL is required in production: without it no letter would reach anybody',
  )
  need(
    it.SMTP_URL !== undefined && !it.MAIL_FROM,
    'MAIL_FROM is required with SMTP_URL: the address letters come from',
  )
  need(
    isProduction && it.PUBLIC_URL === undefined,
    'PUBLIC_URL is required in production: every link in a letter starts with it',
  )
  need(
    isProduction &&
      it.PUBLIC_URL?.startsWith('http://') === true &&
      !/^http:\/\/(localhost|127\.)/.test(it.PUBLIC_URL),
    'PUBLIC_URL must be https in production: cookies and links would travel in the clear',
  )
  need(
    it.SLACK_BOT_TOKEN !== undefined && !it.SLACK_SIGNING_SECRET && !it.SLACK_APP_TOKEN,
    'SLACK_SIGNING_SECRET is required with SLACK_BOT_TOKEN (or SLACK_APP_TOKEN for Socket Mode)',
  )
  need(
    (it.SLACK_CLIENT_ID === undefined) !== (it.SLACK_CLIENT_SECRET === undefined),
    'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together: set both, or neither',
  )
  need(
    it.SLACK_CLIENT_ID !== undefined && !it.SLACK_SIGNING_SECRET && !it.SLACK_APP_TOKEN,
    'SLACK_SIGNING_SECRET is required with SLACK_CLIENT_ID',
  )
  need(
    it.SLACK_SIGNING_SECRET !== undefined && !it.SLACK_BOT_TOKEN && !it.SLACK_CLIENT_ID,
    'SLACK_SIGNING_SECRET alone connects nothing: add SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many',
  )
  need(
    trustFrom(it.TRUST_PROXY) === true,
    'TRUST_PROXY=true would believe anybody: say how many proxies, or their addresses',
  )
  return faults
}

function slackFrom(it: Variables): SlackConfig | null {
  if (!it.SLACK_BOT_TOKEN && !it.SLACK_CLIENT_ID) return null
  return {
    apiUrl: it.SLACK_API_URL,
    botToken: it.SLACK_BOT_TOKEN ?? null,
    signingSecret: it.SLACK_SIGNING_SECRET ?? null,
    clientId: it.SLACK_CLIENT_ID ?? null,
    clientSecret: it.SLACK_CLIENT_SECRET ?? null,
    appToken: it.SLACK_APP_TOKEN ?? null,
  }
}

/** people=/staff,invites=/bring; null where it can not be read. */
function commandsIn(text: string): Config['slackCommands'] | null {
  const pairs = text.split(',').filter((it) => it.trim() !== '')
  const read = pairs.map((it) => /^\s*(\w+)\s*=\s*(\/[a-z0-9_-]{1,31})\s*$/.exec(it))
  const known = (name: string | undefined) => slackCommands.find((it) => it === name)
  if (!read.every((it) => it && known(it[1]))) return null
  const names = read.map((it) => it?.[2])
  // One name for one command, and none that the other is usually called by: both go on being answered.
  const isTaken = read.some((it) =>
    slackCommands.some((usual) => usual !== it?.[1] && it?.[2] === `/${usual}`),
  )
  if (isTaken || new Set(names).size < names.length) return null
  return Object.fromEntries(read.map((it) => [it?.[1], it?.[2]]))
}

function trustFrom(text: string): boolean | number | string {
  if (/^\d+$/.test(text)) return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return text
}

function secretKeys(it: Variables, dataDir: string): [string, ...string[]] {
  const current = it.SECRET_KEY ?? keptKey(dataDir)
  return it.SECRET_KEY_PREVIOUS ? [current, it.SECRET_KEY_PREVIOUS] : [current]
}

/** Made once for the embedded database and kept beside it, for this user's eyes alone. */
function keptKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}
