import { provisionedGroups } from '../../db/provisioned-list.ts'
import type { GroupFacts } from '../../domain/provisioned.ts'
import type { Walk, Walked } from '../../domain/question.ts'
import type { Context } from '../context.ts'
import { looking, type Provisioned } from './provisioning.ts'
import { walk } from './walk.ts'

/** Which of its own a provider asks for. Members are dear: they are looked up only when they are wanted. */
export const listProvisionedGroups = (
  ctx: Context,
  asked: Walk,
  wants: { members: boolean },
): Promise<Provisioned<Walked<GroupFacts>>> =>
  looking(ctx, 'groups.read', (it) => walk(it, provisionedGroups, asked, wants))
