import * as organizations from '../../db/organizations.ts'
import type { Organization } from '../../domain/organization.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Outside } from '../context.ts'

/** The one that was named, by name or id; the only one where nothing was named. */
export function chooseOrganization(ctx: Outside, named: string | null): Promise<Organization> {
  return atomically(ctx, async (tx) => {
    const all = await organizations.all(tx)
    const wanted = named?.trim().toLowerCase()
    const fitting = wanted ? all.filter((it) => it.id === wanted || it.name.toLowerCase() === wanted) : all
    const [found, ...others] = fitting
    if (!found) throw new Refusal('not-found', { what: 'organization' })
    if (others.length > 0) throw new Refusal('organization-unclear', { names: fitting.map((it) => it.name) })
    return found
  })
}
