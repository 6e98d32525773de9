import type { Permission } from '../../domain/permission.ts'
import type { Context } from '../../usecases/context.ts'
import type { Speaker } from '../../usecases/slack/who-speaks.ts'
import type { Block, Words } from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'
import type { WaysIn } from './ways-in.view.ts'

/** One area of the Home, for whoever may see it. */
export interface Area {
  id: string
  title: string
  /** Without it, or one of them, over whomever, the area does not exist for somebody. */
  needs: Permission | Permission[]
  /** What it shows belongs to nobody in particular: the permission over some teams opens nothing here. */
  isAboutEverybody?: true
  draw(seen: { ctx: Context; speaker: Speaker }, place: HomePlace): Promise<Block[]>
}

export interface Frame {
  areas: Pick<Area, 'id' | 'title'>[]
  here: string
  organizationName: string
  waysIn: WaysIn
  /** Their own account, on the web. */
  accountUrl: string
  note: Words | undefined
}

export const mayEnter = (
  { actor }: Pick<Speaker, 'actor'>,
  { needs, isAboutEverybody }: Pick<Area, 'needs' | 'isAboutEverybody'>,
): boolean =>
  [needs].flat().some((it) => actor.permissions.has(it) || (!isAboutEverybody && actor.within.has(it)))
