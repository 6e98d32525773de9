import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { Organization } from '../../domain/organization.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Outside } from '../context.ts'

/** What was made to play with steps back as soon as there is one of somebody's own. */
async function withoutExamples(tx: Tx, all: Organization[]): Promise<Organization[]> {
  if (all.length < 2) return all
  const examples = await bindings.examples(tx)
  return all.filter((it) => !examples.includes(it.id))
}

/** The one that was named, by name or id; the only one where nothing was named. */
export function chooseOrganization(ctx: Outside, named: string | null): Promise<Organization> {
  return atomically(ctx, async (tx) => {
    const all = await organizations.all(tx)
    const wanted = named?.trim().toLowerCase()
    const fitting = wanted
      ? all.filter((it) => it.id === wanted || it.name.toLowerCase() === wanted)
      : await withoutExamples(tx, all)
    const [found, ...others] = fitting
    if (!found) throw new Refusal('not-found', { what: 'organization' })
    if (others.length > 0) throw new Refusal('organization-unclear', { names: fitting.map((it) => it.name) })
    return found
  })
}
