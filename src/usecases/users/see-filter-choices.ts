import * as choices from '../../db/choices.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

export type { ChoiceKind } from '../../db/choices.ts'

export interface Named {
  id: string
  name: string
}

export type FilterChoices = Record<choices.ChoiceKind, Named[]>

/** One more than Slack or a page would show at once, so that whoever draws it knows that there are more. */
const SHOWN = 101

/** Roles and groups that a list can be narrowed to, the first of each kind; those already chosen among them. */
export function seeFilterChoices(ctx: Context, chosen: string[] = []): Promise<FilterChoices> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'role.read')
    const all = await choices.choices(tx, within(ctx), { kind: null, name: '', chosen }, SHOWN)
    const ofKind = (kind: choices.ChoiceKind) => all.filter((it) => it.kind === kind).map(named)
    return {
      role: ofKind('role'),
      department: ofKind('department'),
      unit: ofKind('unit'),
      team: ofKind('team'),
      site: ofKind('site'),
    }
  })
}

/** Those of one kind whose name has this in it. */
export function findChoices(ctx: Context, kind: choices.ChoiceKind, name: string): Promise<Named[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'role.read')
    return (await choices.choices(tx, within(ctx), { kind, name: name.trim(), chosen: [] }, SHOWN)).map(named)
  })
}

const named = ({ id, name }: Named): Named => ({ id, name })
