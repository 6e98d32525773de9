import { provisionedUsers } from '../../db/provisioned-list.ts'
import type { UserFacts } from '../../domain/provisioned.ts'
import type { Walk, Walked } from '../../domain/question.ts'
import type { Context } from '../context.ts'
import { looking, type Provisioned } from './provisioning.ts'
import { walk } from './walk.ts'

/** Whom of its own a provider asks for. Their groups and sites are looked up only when they are wanted. */
export const listProvisionedUsers = (
  ctx: Context,
  asked: Walk,
  wants: { groups: boolean; sites: boolean },
): Promise<Provisioned<Walked<UserFacts>>> =>
  looking(ctx, 'users.read', (it) => walk(it, provisionedUsers, asked, wants))
