import { countInWords } from '../../domain/plain-words.ts'
import { can } from '../../domain/policy.ts'
import { addMembers, removeMembers } from '../../usecases/groups/change-members.ts'
import type { UserEdit } from '../../usecases/users/edit-user.ts'
import { saveProfile } from '../../usecases/users/save-profile.ts'
import { seeFilterChoices } from '../../usecases/users/see-filter-choices.ts'
import { type Profile, seeUser } from '../../usecases/users/see-user.ts'
import { safe, section, type Words } from '../blocks.ts'
import { acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { subjectOf } from './access.ts'
import { editForm } from './edit-form.view.ts'
import { addressFaults } from './form-faults.ts'
import { NONE } from './none.ts'
import { inPlace, profileOf } from './profile.ts'

export const openEdit: Reaction = opening(inPlace('Edit user'), async ({ ctx, value }) => {
  const profile = await seeUser(ctx, value)
  const held = [profile.department, profile.unit, ...profile.teams].flatMap((it) => it?.id ?? [])
  const choices = await seeFilterChoices(ctx, held)
  return { modal: editForm({ profile, choices, mayFill: can(ctx.actor, 'group.fill') }) }
})

/** One save is one edit; a new address waits for its letter, and teams are joined and left one by one. */
export const saveEdit: Reaction = acting(async (heard) => {
  const { ctx, fields, place } = heard
  const before = await seeUser(ctx, subjectOf(heard))
  const errors = addressFaults(fields, ['email', 'personalAddress'])
  if (errors) return { errors }
  const version = Number(place.in === 'modal' ? place.view.metadata.version : Number.NaN)
  const { askedAddress } = await saveProfile(ctx, before.user.id, {
    ...editIn(heard, before, version),
    email: fields.one('email'),
  })
  const said = [
    ...(await changeTeams(heard, before)),
    ...(askedAddress ? [askedWords(askedAddress, before.user.email)] : []),
  ]
  return { modal: await profileOf(ctx, before.user.id, saved(said)), home: 'again' }
})

/** Only what the form had: a field that was not there stays as it is. */
function editIn(heard: Heard, { user }: Profile, version: number): UserEdit {
  const { fields } = heard
  const there = blocksOf(heard)
  const typed = (field: string) => (there.has(field) ? { [field]: fields.one(field) } : {})
  const name = (field: 'firstName' | 'lastName') =>
    user[field] === null && !fields.one(field) ? {} : typed(field)
  const group = (field: string) => (there.has(field) ? { [field]: chosen(fields, field) } : {})
  return {
    version,
    ...name('firstName'),
    ...name('lastName'),
    ...typed('displayName'),
    ...typed('phone'),
    ...typed('position'),
    ...typed('birthday'),
    ...(fields.one('gender') ? typed('gender') : {}),
    ...(there.has('personalAddress') ? { deliveryEmail: fields.one('personalAddress') } : {}),
    ...(there.has('manager') ? { managerId: chosen(fields, 'manager') } : {}),
    ...group('department'),
    ...group('unit'),
  }
}

const chosen = (fields: Fields, field: string): string | null => {
  const value = fields.one(field)
  return value === NONE ? null : value
}

/** The names of the inputs that the form was shown with. */
export const blocksOf = ({ place }: Pick<Heard, 'place'>): Set<string> =>
  new Set(
    place.in === 'modal'
      ? (place.view.blocks as { type?: string; block_id?: string }[]).flatMap((it) =>
          it.type === 'input' && it.block_id ? [it.block_id] : [],
        )
      : [],
  )

async function changeTeams(heard: Heard, { user, teams }: Profile): Promise<string[]> {
  if (!blocksOf(heard).has('teams')) return []
  const wanted = new Set(heard.fields.many('teams'))
  const held = new Set(teams.map((it) => it.id))
  const joined = [...wanted].filter((id) => !held.has(id))
  const left = [...held].filter((id) => !wanted.has(id))
  for (const id of joined) await addMembers(heard.ctx, id, [user.id])
  for (const id of left) await removeMembers(heard.ctx, id, [user.id])
  return [
    ...(joined.length > 0 ? [`${countInWords(joined.length, 'team')} joined.`] : []),
    ...(left.length > 0 ? [`${countInWords(left.length, 'team')} left.`] : []),
  ]
}

const askedWords = (asked: string, now: string | null): string =>
  `A letter asks ${safe(asked)} to confirm. Until that is done, ${now ? safe(now) : 'everything'} stays.`

const saved = (said: string[]): Words => ({
  text: 'Saved.',
  blocks: [section([':white_check_mark: Saved.', ...said].join(' '))],
})
