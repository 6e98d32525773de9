import type { Permission } from '../../domain/permission.ts'
import type { Context } from '../../usecases/context.ts'
import type { Speaker } from '../../usecases/slack/who-speaks.ts'
import type { Block, Words } from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'

/** One area of the Home, for whoever may see it. */
export interface Area {
  id: string
  title: string
  /** Without it, or one of them, over whomever, the area does not exist for somebody. */
  needs: Permission | Permission[]
  draw(seen: { ctx: Context; speaker: Speaker }, place: HomePlace): Promise<Block[]>
}

export interface Frame {
  areas: Pick<Area, 'id' | 'title'>[]
  here: string
  organizationName: string
  /** Their own account, on the web. */
  accountUrl: string
  note: Words | undefined
}

export const mayEnter = ({ actor }: Pick<Speaker, 'actor'>, { needs }: Pick<Area, 'needs'>): boolean =>
  [needs].flat().some((it) => actor.permissions.has(it) || actor.within.has(it))
