import { listUsers } from '../../usecases/users/list-users.ts'
import { type ChoiceKind, findChoices } from '../../usecases/users/see-filter-choices.ts'
import type { Words } from '../blocks.ts'
import { lineOf, readBlindly, readFully, type WordReaction } from '../commands/word.ts'
import { acting, type Heard, type Reaction } from '../door/answer.ts'
import type { ListFilters } from '../words/read-filters.ts'
import { filterFields } from './filters.view.ts'
import { listWords, noSuchName } from './list-words.view.ts'

/** A message holds far less than a Home: a row with its menu is a thousand letters of it. */
const PAGE = 9

/** `/people list` and `/people find`: the same people, with the same menus as on the Home. */
export const list: WordReaction<'list' | 'find'> = {
  react: async (heard, { filters }) => ({ note: await listed(heard, filters, lineOf(heard), null) }),
}

async function listed(
  { ctx }: Heard,
  filters: ListFilters,
  line: string,
  cursor: string | null,
): Promise<Words> {
  const ids: Partial<Record<ChoiceKind, string>> = {}
  for (const { kind } of filterFields) {
    const name = filters[kind]
    if (!name) continue
    const same = (await findChoices(ctx, kind, name)).find(
      (it) => it.name.toLowerCase() === name.toLowerCase(),
    )
    if (!same) return noSuchName(kind, name)
    ids[kind] = same.id
  }
  const page = await listUsers(ctx, {
    search: filters.search,
    status: filters.status,
    roleId: ids.role ?? null,
    teamId: ids.team ?? null,
    departmentId: ids.department ?? null,
    unitId: ids.unit ?? null,
    siteId: ids.site ?? null,
    cursor,
    pageSize: PAGE,
  })
  return listWords({ ...page, filters, line, isFirstPage: cursor === null })
}

/** Another page of what was asked, in the place of this one. */
export const turnList: Reaction = acting(async (heard) => {
  const [cursor = '', ...rest] = heard.value.split(' ')
  const again = { ...heard, value: rest.join(' ') }
  const asked = await readFully(again, readBlindly(again))
  if (asked.word !== 'list' && asked.word !== 'find') return {}
  return { message: await listed(heard, asked.filters, again.value, cursor === 'first' ? null : cursor) }
})
