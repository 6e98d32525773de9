import { connectors } from '../../../connectors/index.ts'
import { baseUrlOf } from '../../domain/connection.ts'
import { authorize, mayGrant } from '../../domain/policy.ts'
import { createConnection } from '../../usecases/connections/create-connection.ts'
import { seeConnection } from '../../usecases/connections/list-connections.ts'
import type { Context } from '../../usecases/context.ts'
import { seeRoles } from '../../usecases/roles/see-roles.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf, type Told } from '../door/told.ts'
import { chooseProviderForm, connectedModal, nameConnectionForm } from './connect.view.ts'
import { stepsModal } from './steps.view.ts'

/** "connect okta", "connect": what stands behind the word; null where nothing is to be connected. */
export const connectMeant = (text: string): string | null =>
  /^(?:connect|add|new)(?:\s+(.*))?$/is
    .exec(text.trim())
    ?.map((it) => it ?? '')[1]
    ?.trim() ?? null

const known = Object.values(connectors)

const connectorMeant = (typed: string) => {
  const wanted = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  const plain = (it: string) => it.toLowerCase().replace(/[^a-z0-9]/g, '')
  return known.find((it) => plain(it.id) === wanted || plain(it.name) === wanted)
}

export const openNewConnection: Reaction = opening('Connect a provider', ({ ctx }) =>
  beginConnecting(ctx, ''),
)

/** Which provider, where that was not said; then how it is called, and what it may give. */
export async function beginConnecting(ctx: Context, typed: string): Promise<Answer> {
  authorize(ctx.actor, 'connection.manage')
  const connector = typed ? connectorMeant(typed) : undefined
  return connector
    ? { modal: await nameForm(ctx, connector.id) }
    : { modal: chooseProviderForm(known, typed) }
}

export const chooseProvider: Reaction = acting(async ({ ctx, fields }) => ({
  modal: await nameForm(ctx, connectorMeant(fields.text('connector'))?.id ?? 'generic'),
}))

async function nameForm(ctx: Context, id: keyof typeof connectors) {
  authorize(ctx.actor, 'connection.manage')
  const given = (await seeRoles(ctx)).filter((it) => mayGrant(ctx.actor, it))
  return nameConnectionForm(connectors[id], given)
}

/** The token stands in this modal and nowhere else. */
export async function makeConnection(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const { connector = 'generic' } = metadataOf(heard)
  const { connection, token } = await createConnection(ctx, {
    connector: connectorMeant(connector)?.id ?? 'generic',
    name: fields.text('name'),
    ceiling: fields.text('ceiling'),
  })
  const baseUrl = baseUrlOf(ctx.links.publicUrl)
  return { modal: connectedModal({ connection, baseUrl, token: token.secret }), home: 'again' }
}

/** On top of whatever shows the token; from page to page in one modal. */
const aside = ({ place }: Told): string | null =>
  place.in === 'modal' && place.view.metadata.steps ? null : 'Set-up steps'

export const openSteps: Reaction = opening(aside, async ({ ctx, value }) => {
  const [id = '', page = '0'] = value.split(' ')
  const connection = await seeConnection(ctx, id)
  return { modal: stepsModal(connection, baseUrlOf(ctx.links.publicUrl), Number(page) || 0) }
})
