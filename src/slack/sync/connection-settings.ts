import type { Flags } from '../../../connectors/connector.ts'
import { flagChoices } from '../../../connectors/flag-choices.ts'
import { isWithinCeiling, mayGrant } from '../../domain/policy.ts'
import { changeConnection } from '../../usecases/connections/change-connection.ts'
import { endConnection } from '../../usecases/connections/end-connection.ts'
import { seeConnection } from '../../usecases/connections/list-connections.ts'
import { seeRoles } from '../../usecases/roles/see-roles.ts'
import { type Answer, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { metadataOf } from '../door/told.ts'
import { connectionAgain, connectionIn, inItsModal } from './connection.ts'
import { DEFAULT, disconnectForm, flagBlock, settingsForm } from './connection-settings.view.ts'
import { flagsChosen } from './flag-words.ts'

export const openConnectionSettings: Reaction = opening(inItsModal('Settings'), async ({ ctx, value }) => {
  const [connection, roles] = await Promise.all([seeConnection(ctx, value), seeRoles(ctx)])
  const offered = roles.filter((it) => mayGrant(ctx.actor, it))
  const ceiling = roles.find((it) => it.id === connection.ceiling.id)
  const within = ceiling ? offered.filter((it) => isWithinCeiling(ceiling, it)) : offered
  return { modal: settingsForm({ connection, ceilings: offered, defaults: within }) }
})

/** What was not touched is not asked for again: only a ceiling that changes needs everybody to stand still. */
export async function saveConnectionSettings(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const { version, connector = 'generic' } = metadataOf(heard)
  const before = await seeConnection(ctx, connectionIn(heard))
  const saved = await changeConnection(
    ctx,
    before.id,
    {
      version: Number(version),
      name: fields.text('name'),
      sendsWelcome: fields.has('does', 'welcome'),
      isDryRun: fields.has('does', 'dry-run'),
      networks: fields.text('networks').split(/[\s,;]+/),
      flags: flagsChosen(connector, (flag) => chosenIn(fields, flag)),
      ...changedRoles(fields, before),
    },
    flagChoices,
  )
  const isChanged = saved.version !== Number(version)
  return connectionAgain(ctx, saved.id, isChanged ? 'The settings were saved.' : 'Nothing was changed.')
}

const chosenIn = (fields: Fields, flag: keyof Flags): number => Number(fields.one(flagBlock(flag)))

function changedRoles(fields: Fields, before: { ceiling: { id: string }; defaultRoleId: string | null }) {
  const ceiling = fields.one('ceiling')
  const typed = fields.one('default')
  const given = typed === DEFAULT ? null : typed
  return {
    ...(ceiling && ceiling !== before.ceiling.id ? { ceiling } : {}),
    ...(typed && given !== before.defaultRoleId ? { defaultRole: given } : {}),
  }
}

export const openDisconnect: Reaction = opening(inItsModal('Disconnect'), async ({ ctx, value }) => ({
  modal: disconnectForm(await seeConnection(ctx, value)),
}))

/** The name is typed as it is called now. */
export async function disconnect(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const { id, name } = await seeConnection(ctx, connectionIn(heard))
  if (!isSameName(fields.text('typedName'), name))
    return { errors: { typedName: `Type the name as it stands above: ${name}` } }
  await endConnection(ctx, id)
  return {
    closes: true,
    home: 'again',
    note: { text: `${name} is disconnected. Its people and teams stay, and are yours to change.` },
  }
}

const isSameName = (typed: string, name: string): boolean => plain(typed) === plain(name)
const plain = (it: string): string => it.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
