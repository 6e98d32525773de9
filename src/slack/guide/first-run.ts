import { can } from '../../domain/policy.ts'
import { type Beginning, seeBeginning } from '../../usecases/organizations/see-beginning.ts'
import type { Block } from '../blocks.ts'
import { acting, type Heard, type HomePlace, type Reaction } from '../door/answer.ts'
import { placeIn } from '../door/draw-safely.ts'
import { firstRunGuide } from './first-run.view.ts'

/** How far the organization has come, for whoever looks after the whole of it. */
export const beginningFor = async ({ ctx }: Pick<Heard, 'ctx'>): Promise<Beginning | null> =>
  can(ctx.actor, 'settings.see') ? seeBeginning(ctx) : null

/** For whoever began an organization and is still alone in it, until they have seen enough of it. */
export const guideFor = (beginning: Beginning | null, place: HomePlace): Block[] =>
  beginning?.isAlone && place.guide !== GONE ? firstRunGuide(beginning) : []

/** What a Home keeps wherever one goes in it. */
export const rememberedOf = (kept: unknown): { guide?: string } =>
  placeIn(kept).guide === GONE ? { guide: GONE } : {}

export const dismissGuide: Reaction = acting(({ speaker }) => ({
  home: { ...placeIn(speaker.home), guide: GONE },
  note: { text: 'The guide is gone. Help shows where to start whenever you want to know.' },
}))

const GONE = 'gone'
