import { readFileSync } from 'node:fs'
import { ADDRESS_LIMIT, type Outcome } from '../domain/wish.ts'
import { actingAs } from '../usecases/context.ts'
import { invitePeople } from '../usecases/invitations/invite-people.ts'
import { chooseOrganization } from '../usecases/organizations/choose-organization.ts'
import { inviteResult, jsonOf } from './invite-result.view.ts'
import { readInviteStaged, stagedUsage } from './invite-staged.ts'
import { type Read, readWords, WrongWords } from './words.ts'

export const inviteUsage = [
  'usher invite EMAIL… [--role R] [--in GROUP] [--message TEXT] [--link] [--confirm] [--organization O]',
  stagedUsage,
].join('\n')

const options = {
  role: { type: 'string', multiple: true },
  in: { type: 'string', multiple: true },
  message: { type: 'string' },
  link: { type: 'boolean' },
  confirm: { type: 'boolean' },
  organization: { type: 'string' },
} as const

export function readInvite(words: string[]): Read {
  if (words.includes('--staged')) return readInviteStaged(words)
  const { values, positionals } = readWords(words, options, inviteUsage)
  const addresses = positionals.flatMap((it) =>
    it === '-' ? addressesIn(readFileSync(0, 'utf8')) : addressesIn(it),
  )
  if (addresses.length === 0)
    throw new WrongWords(`Whom? Give one or more e-mail addresses.\n\n${inviteUsage}`)
  const wish = {
    roles: values.role ?? [],
    groups: values.in ?? [],
    message: values.message ?? null,
    isConfirmed: values.confirm ?? false,
    by: values.link ? ('link' as const) : ('letter' as const),
  }
  return {
    run: async ({ ctx }) => {
      const organization = await chooseOrganization(ctx, values.organization ?? null)
      const acting = actingAs(ctx, {
        kind: 'operator',
        organizationId: organization.id,
        name: organization.name,
      })
      const outcomes: Outcome[] = []
      for (let at = 0; at < addresses.length; at += ADDRESS_LIMIT)
        outcomes.push(
          ...(await invitePeople(acting, { ...wish, addresses: addresses.slice(at, at + ADDRESS_LIMIT) })),
        )
      const isRefused = !outcomes.some((it) => it.result === 'invited')
      return { text: inviteResult(outcomes, organization.name), json: outcomes.map(jsonOf), isRefused }
    },
  }
}

/** "a@x.test, b@x.test; c@x.test" and one a line: whatever people paste. */
const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((it) => it !== '')
