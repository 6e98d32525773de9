import { examine } from '../usecases/examine.ts'
import { databaseFindings, tokenFindings } from './database-findings.ts'
import type { Finding } from './finding.ts'
import { checkMailDomain } from './mail-domain.ts'
import { type Read, readWords, type Tools } from './words.ts'

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
      const lines = findings.map((it) => `${signOf(it)}  ${it.name.padEnd(12)} ${it.says}`)
      const last = isRefused ? 'Something needs attention.' : 'All is well.'
      return { text: [...lines, '', last].join('\n'), json: { ok: !isRefused, findings }, isRefused }
    },
  }
}

function signOf({ ok, isNote }: Finding): string {
  if (!ok) return 'FAIL'
  return isNote ? 'note' : 'ok  '
}

async function database({ ctx, config, isMigrated }: Tools): Promise<Finding[]> {
  const found = await examine(ctx)
  return [
    ...databaseFindings(found, config.databasePooler),
    await migrations(isMigrated),
    ...tokenFindings(found.worryingTokens, ctx.now()),
  ]
}

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
