import { orgRows } from '../../db/org-rows.ts'
import * as organizations from '../../db/organizations.ts'
import { type OrgForest, type OrgNode, orgForest } from '../../domain/org-chart.ts'
import { authorize, can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

/** Whom to begin with, and whom to point out; both stand in the chart or are not found. */
export interface OrgQuestion {
  fromId?: string | null
  focusId?: string | null
}

export interface OrgChart extends OrgForest {
  organizationName: string
  /** Null: from the top. */
  from: OrgNode | null
  focus: OrgNode | null
}

/** Two statements, whatever the size. Colleagues see names and positions; addresses stay with who may read them. */
export function seeOrgChart(ctx: Context, asked: OrgQuestion = {}): Promise<OrgChart> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'org.see')
    const { name: organizationName } = await organizations.find(tx, within(ctx))
    const forest = orgForest(await orgRows(tx, within(ctx)), can(ctx.actor, 'user.list'))
    const standing = (id: string | null | undefined): OrgNode | null => (id ? nodeOf(forest, id) : null)
    return { ...forest, organizationName, from: standing(asked.fromId), focus: standing(asked.focusId) }
  })
}

function nodeOf({ everybody }: OrgForest, id: string): OrgNode {
  const found = everybody.find((it) => it.person.id === id.toLowerCase())
  if (!found) throw new Refusal('not-found', { what: 'user' })
  return found
}
