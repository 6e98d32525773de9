import { listUsers } from '../../usecases/users/list-users.ts'
import { type ChoiceKind, findChoices } from '../../usecases/users/see-filter-choices.ts'
import type { Reaction } from '../door/answer.ts'
import { acting } from '../door/answer.ts'
import { shortened } from '../words/escape-for-slack.ts'
import { NONE } from './none.ts'

const TEXT = 75
const PEOPLE = 30

/** People whose name, address or number has this in it. */
export const suggestPeople: Reaction = acting(async ({ ctx, words }) => {
  const { users } = await listUsers(ctx, { search: words, pageSize: PEOPLE })
  return {
    options: users.map(({ id, name, email }) => ({
      text: shortened(email && email !== name ? `${name} · ${email}` : name, TEXT),
      value: id,
    })),
  }
})

/** The same, with nobody to choose before anything is typed. */
export const suggestManager: Reaction = acting(async (heard) => {
  const { options = [] } = await suggestPeople.react(heard)
  return { options: heard.words.trim() ? options : [{ text: 'Nobody', value: NONE }, ...options] }
})

/** Roles and groups of one kind, where there are more than a list can show. */
export const suggest = (kind: ChoiceKind): Reaction =>
  acting(async ({ ctx, words }) => ({
    options: (await findChoices(ctx, kind, words)).map(({ id, name }) => ({
      text: shortened(name, TEXT),
      value: id,
    })),
  }))
