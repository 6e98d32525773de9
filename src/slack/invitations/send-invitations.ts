import { nextBusinessMorning } from '../../domain/business-hours.ts'
import { invitePeople } from '../../usecases/invitations/invite-people.ts'
import { type InviteChoices, seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { readAddresses } from '../words/read-invite.ts'
import { type InviteDraft, inviteForm, type SendChoice } from './invite-form.view.ts'
import { inviteResult } from './invite-result.view.ts'

/** The form was sent: everybody gets an outcome, and a link that is handed over shows here and nowhere else. */
export async function sendInvitations({ ctx, fields }: Heard): Promise<Answer> {
  const { addresses, unreadable } = readAddresses(fields.text('addresses'))
  if (addresses.length === 0) return { errors: { addresses: nobodyIn(unreadable) } }
  if (fields.one('when') === 'later' && !fields.one('sendAt'))
    return { errors: { sendAt: 'Choose when, or send now.' } }
  const choices = await seeInviteChoices(ctx)
  const outcomes = await invitePeople(ctx, {
    addresses,
    roles: fields.many('roles'),
    groups: [...fields.many('department'), ...fields.many('unit'), ...fields.many('teams')],
    message: fields.one('message'),
    isConfirmed: fields.has('confirmed', 'yes'),
    by: fields.one('by') === 'link' ? 'link' : 'letter',
    showsLinks: addresses.length === 1,
    sendAfter: sendTime(fields, choices, ctx.now()),
  })
  const looksLike = outcomes.flatMap((it) => (it.result === 'needs-confirmation' ? [it] : []))
  if (looksLike.length === outcomes.length)
    return { modal: inviteForm(choices, { ...draftOf(fields), looksLike }) }
  return {
    modal: inviteResult({ outcomes, unreadable, by: fields.one('by') === 'link' ? 'link' : 'letter' }),
    home: 'again',
  }
}

const nobodyIn = (unreadable: string[]): string =>
  unreadable.length > 0
    ? `No e-mail address was found in “${unreadable.slice(0, 3).join('”, “')}”.`
    : 'Enter at least one e-mail address.'

function sendTime(fields: Fields, { organization }: InviteChoices, now: Date): Date | null {
  const when = fields.one('when') as SendChoice | null
  if (when === 'next-business-morning') return nextBusinessMorning(organization, now)
  return when === 'later' ? new Date(Number(fields.one('sendAt')) * 1000) : null
}

const draftOf = (fields: Fields): InviteDraft => ({
  addresses: fields.text('addresses'),
  roleIds: fields.many('roles'),
  departmentId: fields.one('department'),
  unitId: fields.one('unit'),
  teamIds: fields.many('teams'),
  message: fields.one('message'),
  when: (fields.one('when') as SendChoice | null) ?? 'now',
  sendAt: fields.one('sendAt') ? new Date(Number(fields.one('sendAt')) * 1000) : null,
  by: fields.one('by') === 'link' ? 'link' : 'letter',
})
