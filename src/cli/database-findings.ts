import type { Config } from '../config.ts'
import { timeLeft } from '../domain/plain-words.ts'
import { DAY, secondsBetween } from '../domain/time.ts'
import type { TokenWorry } from '../domain/token-age.ts'
import type { Examination, WorryingToken } from '../usecases/examine.ts'
import type { Finding } from './finding.ts'

const CLOCK_TOLERANCE_SECONDS = 5
const NAMED = 5

export const databaseFindings = (found: Examination, pooler: Config['databasePooler']): Finding[] => [
  { name: 'database', ok: true, says: `Postgres ${found.version} answers` },
  ...rights(found),
  audit(found),
  ...poolerFound(found, pooler),
  clock(found),
]

function rights({ role, isSuperuser, lacks, mayMigrate }: Examination): Finding[] {
  const at = { name: 'rights', ok: true }
  if (isSuperuser)
    return [
      {
        ...at,
        isNote: true,
        says: `${role} is a superuser: give Usher an ordinary role that owns its database`,
      },
    ]
  if (lacks.length > 0) return [{ ...at, ok: false, says: lacking(role, lacks) }]
  if (mayMigrate) return [{ ...at, says: `${role} may do what Usher needs, and is no superuser` }]
  const says = `${role} does not own the tables: run "usher migrate" as the role that does before you start a newer version`
  return [{ ...at, isNote: true, says }]
}

function lacking(role: string, lacks: string[]): string {
  const more = lacks.length > NAMED ? ` and ${lacks.length - NAMED} more` : ''
  return `${role} has no ${lacks.slice(0, NAMED).join(', no ')}${more}: grant that, or let Usher connect as the role that ran its migrations`
}

const audit = ({ mayRewriteAudit }: Examination): Finding => ({
  name: 'audit',
  ok: !mayRewriteAudit,
  says: mayRewriteAudit
    ? 'this database role may change audit entries (a superuser may do anything): run Usher as an ordinary role'
    : 'append-only for this database role',
})

function poolerFound({ isPooled }: Examination, pooler: Config['databasePooler']): Finding[] {
  const at = { name: 'pooler', ok: true }
  if (isPooled && !pooler)
    return [
      {
        ...at,
        isNote: true,
        says: 'something stands between Usher and Postgres: if it is a pooler that gives each transaction another connection, set DATABASE_POOLER=transaction, or requests will fail',
      },
    ]
  if (!isPooled && pooler)
    return [
      { ...at, isNote: true, says: 'Postgres itself answers at DATABASE_URL: leave out DATABASE_POOLER' },
    ]
  return pooler ? [{ ...at, says: `there is one, spoken to as DATABASE_POOLER=${pooler} says` }] : []
}

function clock({ skewSeconds }: Examination): Finding {
  const skew = Math.abs(skewSeconds)
  const ok = skew < CLOCK_TOLERANCE_SECONDS
  const rest = ok ? '' : ': set both by NTP, or links will expire at the wrong moment'
  return { name: 'clock', ok, says: `${skew.toFixed(1)} s between this machine and the database${rest}` }
}

/** Nothing is wrong yet; but when a token ends the provider is silent, and nobody is suspended any more. */
export const tokenFindings = (tokens: WorryingToken[], now: Date): Finding[] =>
  tokens.map((it) => ({
    name: 'tokens',
    ok: true,
    isNote: true,
    says: `${it.beginning}… of ${it.connectionName} at ${it.organizationName} ${words[it.worry](it, now)}`,
  }))

const words: Record<TokenWorry, (it: WorryingToken, now: Date) => string> = {
  ending: ({ beginning, expiresAt }, now) =>
    `ends in ${timeLeft(now, expiresAt ?? now)}: usher tokens rotate ${beginning}`,
  'never-used': ({ beginning, createdAt }, now) =>
    `was made ${timeLeft(createdAt, now)} ago and never used: finish connecting the provider, or usher tokens revoke ${beginning}`,
  silent: ({ beginning, lastUsedAt }, now) =>
    `was last used ${timeLeft(lastUsedAt ?? now, now)} ago: see whether the provider still sends, or usher tokens revoke ${beginning}`,
  old: ({ beginning, createdAt }, now) =>
    `has no end and is ${Math.floor(secondsBetween(createdAt, now) / DAY)} days old: usher tokens rotate ${beginning} --overlap 7d`,
}
