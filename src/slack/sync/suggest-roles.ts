import { mayGrant } from '../../domain/policy.ts'
import { seeRoles } from '../../usecases/roles/see-roles.ts'
import { acting, type Reaction } from '../door/answer.ts'
import { DEFAULT } from './connection-settings.view.ts'

/** Where there are more roles than Slack lists: those that whoever types may give. */
export const suggestRoles: Reaction = acting(async ({ ctx, words, name }) => {
  const sought = words.trim().toLowerCase()
  const found = (await seeRoles(ctx)).filter(
    (it) => mayGrant(ctx.actor, it) && it.name.toLowerCase().includes(sought),
  )
  const none = name === 'connection.defaults' ? [{ text: 'What the organization gives', value: DEFAULT }] : []
  return { options: [...none, ...found.map((it) => ({ text: it.name, value: it.id }))].slice(0, 100) }
})
