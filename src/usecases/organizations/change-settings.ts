import type { Tx } from '../../db/database.ts'
import * as digests from '../../db/digests.ts'
import { isId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as reminders from '../../db/reminders.ts'
import * as roles from '../../db/roles.ts'
import * as users from '../../db/users.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeInUse } from '../../domain/role.ts'
import type { SettingName } from '../../domain/setting-names.ts'
import {
  changesIn,
  readSettings,
  type Settings,
  settingsOf,
  type TypedSettings,
} from '../../domain/settings.ts'
import { stateOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import type { SeenSettings } from './see-settings.ts'

export interface SettingsChange extends TypedSettings {
  version: number
}

/** All of it or none; it binds whoever uses a setting next. One change is one entry in the audit. */
export function changeSettings(ctx: Context, asked: SettingsChange): Promise<SeenSettings> {
  return atomically(ctx, async (tx) => {
    const organization = await organizations.lock(tx, within(ctx))
    authorize(ctx.actor, 'settings.change')
    if (asked.version !== organization.version) throw new Refusal('changed-meanwhile')
    const held = settingsOf(organization)
    const { before, after } = changesIn(held, readSettings(asked, held))
    await mustNameWhatIsThere(tx, ctx, after)
    if (Object.keys(after).length === 0) return { ...held, version: organization.version }

    const saved = await organizations.save(tx, organization, after)
    if (decidingReminders.some((it) => it in after)) await reminders.lookAtAll(tx, organization.id, ctx.now())
    if ('reminderChannel' in after) await organizations.findChannel(tx, organization.id)
    if (decidingDigests.some((it) => it in after)) await digests.lookAgain(tx, organization.id, ctx.now())
    await record(tx, ctx, {
      act: 'settings.change',
      targetKind: 'organization',
      targetId: organization.id,
      before,
      after,
    })
    return { ...settingsOf(saved), version: saved.version }
  })
}

/** When the week begins. */
const decidingDigests: SettingName[] = [
  'digestOn',
  'timeZone',
  'businessFrom',
  'businessUntil',
  'businessDays',
]

/** When somebody is reminded: whatever waits is looked at anew. */
const decidingReminders: SettingName[] = [
  'remindersOn',
  'reminderAgeSeconds',
  'reminderChannel',
  'timeZone',
  'businessFrom',
  'businessUntil',
  'businessDays',
]

/** Nobody makes a default of what they could not give; who is to be asked must be able to answer. */
async function mustNameWhatIsThere(tx: Tx, ctx: Context, after: Partial<Settings>): Promise<void> {
  const { defaultRoleId, approvalRoleIds, contactId } = after
  if (defaultRoleId) authorizeGrant(ctx.actor, await rolesNamed(tx, ctx, 'defaultRoleId', [defaultRoleId]))
  if (approvalRoleIds) await rolesNamed(tx, ctx, 'approvalRoleIds', approvalRoleIds)
  if (contactId) await mustBeActive(tx, ctx, contactId)
}

async function rolesNamed(tx: Tx, ctx: Context, setting: SettingName, ids: string[]) {
  try {
    const found = await roles.named(tx, within(ctx), ids)
    found.forEach(mustBeInUse)
    return found
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    throw new Refusal('setting-unusable', { setting, fault: { kind: 'not-there' } })
  }
}

async function mustBeActive(tx: Tx, ctx: Context, id: string): Promise<void> {
  const found = isId(id) ? await users.findIfThere(tx, within(ctx), id) : undefined
  if (!found || stateOf(found) !== 'active')
    throw new Refusal('setting-unusable', { setting: 'contactId', fault: { kind: 'nobody-active' } })
}
