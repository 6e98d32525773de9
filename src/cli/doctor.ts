import { timeLeft } from '../domain/plain-words.ts'
import { examine, type TokenEnd } from '../usecases/examine.ts'
import { checkMailDomain } from './mail-domain.ts'
import { type Read, readWords, type Tools } from './words.ts'

interface Finding {
  name: string
  ok: boolean
  says: string
}

const CLOCK_TOLERANCE_SECONDS = 5

export function readDoctor(words: string[]): Read {
  const { values } = readWords(
    words,
    { to: { type: 'string' }, dkim: { type: 'string' } },
    'usher doctor [--to EMAIL] [--dkim SELECTOR]',
  )
  return {
    run: async (tools) => {
      const findings = [
        ...(await database(tools)),
        await mail(tools),
        ...(await mailDomain(tools, values.dkim)),
        ...(await slack(tools)),
        await publicUrl(tools),
      ]
      if (values.to) findings.push(await testLetter(tools, values.to))
      const isRefused = findings.some((it) => !it.ok)
      const lines = findings.map((it) => `${it.ok ? 'ok  ' : 'FAIL'}  ${it.name.padEnd(12)} ${it.says}`)
      const last = isRefused ? 'Something needs attention.' : 'All is well.'
      return { text: [...lines, '', last].join('\n'), json: { ok: !isRefused, findings }, isRefused }
    },
  }
}

async function database({ ctx, isMigrated }: Tools): Promise<Finding[]> {
  const { version, skewSeconds, mayRewriteAudit, endingTokens } = await examine(ctx)
  const skew = Math.abs(skewSeconds)
  return [
    { name: 'database', ok: true, says: `Postgres ${version} answers` },
    await migrations(isMigrated),
    {
      name: 'audit',
      ok: !mayRewriteAudit,
      says: mayRewriteAudit
        ? 'this database role may change audit entries (a superuser may do anything): run Usher as an ordinary role'
        : 'append-only for this database role',
    },
    {
      name: 'clock',
      ok: skew < CLOCK_TOLERANCE_SECONDS,
      says: `${skew.toFixed(1)} s between this machine and the database${skew < CLOCK_TOLERANCE_SECONDS ? '' : ': set both by NTP, or links will expire at the wrong moment'}`,
    },
    ...tokens(endingTokens, ctx.now()),
  ]
}

/** Nothing is wrong yet; but after that the provider is silent, and nobody is suspended any more. */
const tokens = (ending: TokenEnd[], now: Date): Finding[] =>
  ending.map(({ organizationName, connectionName, beginning, expiresAt }) => ({
    name: 'tokens',
    ok: true,
    says: `${beginning}… of ${connectionName} at ${organizationName} ends in ${timeLeft(now, expiresAt)}: usher tokens rotate ${beginning}`,
  }))

async function migrations(isMigrated: Tools['isMigrated']): Promise<Finding> {
  const ok = await isMigrated()
  return { name: 'migrations', ok, says: ok ? 'up to date' : 'some have not run: run "usher migrate"' }
}

/** A mail server on this machine is somebody's trial, or hands letters on to one that nobody here knows. */
async function mailDomain({ config, dns }: Tools, selector?: string): Promise<Finding[]> {
  const { smtpUrl, from } = config.mail
  if (!smtpUrl || /^(localhost|127\.|\[::1\])/.test(new URL(smtpUrl).hostname)) return []
  const domain = from
    .replace(/^.*@/, '')
    .replace(/>?\s*$/, '')
    .toLowerCase()
  return checkMailDomain(domain, dns, selector)
}

async function mail({ mail, config }: Tools): Promise<Finding> {
  const { ok, reply } = await mail.check()
  return { name: 'mail', ok: ok || config.mail.smtpUrl === null, says: reply }
}

async function slack({ checkSlack }: Tools): Promise<Finding[]> {
  if (!checkSlack) return [{ name: 'Slack', ok: true, says: 'not connected' }]
  return (await checkSlack()).map((it) => ({ name: 'Slack', ...it }))
}

async function testLetter({ mail, ctx }: Tools, to: string): Promise<Finding> {
  const letter = { kind: 'test' as const, organizationName: 'Usher', timeZone: 'UTC', now: ctx.now() }
  const host = new URL(ctx.links.publicUrl).hostname
  const { result, reply } = await mail.deliver(letter, { to, messageId: `<${ctx.trace.requestId}@${host}>` })
  return {
    name: 'test letter',
    ok: result === 'sent',
    says: `${result}: ${reply}${result === 'sent' ? inSpam : ''}`,
  }
}

const inSpam =
  '. Not there? Look in spam; if it is there, the SPF, DKIM and DMARC records of the domain in MAIL_FROM need to allow this mail server'

/** Asked from here, which a firewall may see differently from an invitee's mail client. */
async function publicUrl({ config }: Tools): Promise<Finding> {
  const at = { name: 'PUBLIC_URL' }
  try {
    const answer = await fetch(`${config.publicUrl}/healthz`, {
      signal: AbortSignal.timeout(5000),
      redirect: 'manual',
    })
    if (answer.ok) return { ...at, ok: true, says: `${config.publicUrl} answers` }
    return { ...at, ok: false, says: `${config.publicUrl} answers ${answer.status}: is it this Usher?` }
  } catch {
    const says = `${config.publicUrl} does not answer from here: start Usher, or check the address and the proxy in front`
    return { ...at, ok: false, says }
  }
}
