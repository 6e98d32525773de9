import { can } from '../../domain/policy.ts'
import { seeBeginning } from '../../usecases/organizations/see-beginning.ts'
import type { Block } from '../blocks.ts'
import { acting, type Heard, type HomePlace, type Reaction } from '../door/answer.ts'
import { placeIn } from '../door/draw-safely.ts'
import { firstRunGuide } from './first-run.view.ts'

/** For whoever began an organization and is still alone in it, until they have seen enough of it. */
export async function guideFor({ ctx }: Pick<Heard, 'ctx'>, place: HomePlace): Promise<Block[]> {
  if (place.guide === GONE || !can(ctx.actor, 'settings.see')) return []
  const beginning = await seeBeginning(ctx)
  return beginning.isAlone ? firstRunGuide(beginning) : []
}

/** What a Home keeps wherever one goes in it. */
export const rememberedOf = (kept: unknown): { guide?: string } =>
  placeIn(kept).guide === GONE ? { guide: GONE } : {}

export const dismissGuide: Reaction = acting(({ speaker }) => ({
  home: { ...placeIn(speaker.home), guide: GONE },
  note: { text: 'The guide is gone. Help shows where to start whenever you want to know.' },
}))

const GONE = 'gone'
