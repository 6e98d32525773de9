import { can, mayGrant } from '../../domain/policy.ts'
import type { Context } from '../../usecases/context.ts'
import { listUndelivered } from '../../usecases/messages/list-undelivered.ts'
import { changeSettings } from '../../usecases/organizations/change-settings.ts'
import { seeSettings } from '../../usecases/organizations/see-settings.ts'
import { seeRoles } from '../../usecases/roles/see-roles.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import type { Area } from '../home/areas.ts'
import { suggestPeople } from '../users/suggest.ts'
import { readSettingsForm } from './read-settings-form.ts'
import { settingGroupCalled } from './setting-groups.ts'
import type { NameOf } from './setting-values.view.ts'
import { settingsArea, settingsWords } from './settings-area.view.ts'
import { settingsForm } from './settings-form.view.ts'

/** What the organization decides for itself. */
export const settings: Area = {
  id: 'settings',
  title: 'Settings',
  needs: 'settings.manage',
  isAboutEverybody: true,
  draw: async ({ ctx }) => settingsArea(await look(ctx)),
}

/** `/people settings`. */
export const showSettings = async ({ ctx }: Heard): Promise<Answer> => ({
  note: settingsWords(await look(ctx)),
  home: { area: 'settings' },
})

export const openSettings: Reaction = opening(
  ({ value }) => settingGroupCalled(value).title,
  async ({ ctx, value }) => ({ modal: settingsForm(settingGroupCalled(value), await look(ctx)) }),
)

export async function saveSettings(heard: Heard): Promise<Answer> {
  const { group = '', version } = metadataOf(heard)
  const asked = readSettingsForm(settingGroupCalled(group), heard.fields)
  const saved = await changeSettings(heard.ctx, { ...asked, version: Number(version) })
  const isChanged = saved.version !== Number(version)
  return {
    closes: true,
    home: 'again',
    note: { text: isChanged ? 'The settings were saved.' : 'Nothing was changed.' },
  }
}

const NOBODY = { text: 'Nobody in particular', value: 'none' }

/** People to name as the contact, and nobody. */
export const suggestContact: Reaction = acting(async (heard) => {
  const { options = [] } = await suggestPeople.react(heard)
  return { options: [NOBODY, ...options] }
})

async function look(ctx: Context) {
  const [settings, roles] = await Promise.all([
    seeSettings(ctx),
    can(ctx.actor, 'role.read') ? seeRoles(ctx) : [],
  ])
  const undelivered = can(ctx.actor, 'message.list') ? (await listUndelivered(ctx, 1)).all : null
  const names = new Map(roles.map((it) => [it.id, it.name]))
  const { contactId } = settings
  if (contactId && can(ctx.actor, 'user.see')) names.set(contactId, (await seeUser(ctx, contactId)).name)
  const nameOf: NameOf = (id) => names.get(id)
  return {
    settings,
    roles,
    grantable: roles.filter((it) => mayGrant(ctx.actor, it)),
    nameOf,
    undelivered,
    maySeeAudit: can(ctx.actor, 'audit.list'),
  }
}
