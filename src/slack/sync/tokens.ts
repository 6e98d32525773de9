import { limits, tokenUrlOf } from '../../domain/connection.ts'
import { Refusal } from '../../domain/refusal.ts'
import { issueClient } from '../../usecases/connections/issue-client.ts'
import { issueToken } from '../../usecases/connections/issue-token.ts'
import { seeConnection } from '../../usecases/connections/list-connections.ts'
import { revokeClient } from '../../usecases/connections/revoke-client.ts'
import { revokeToken } from '../../usecases/connections/revoke-token.ts'
import { rotateToken } from '../../usecases/connections/rotate-token.ts'
import type { Context } from '../../usecases/context.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { metadataOf } from '../door/told.ts'
import { connectionIn, inItsModal } from './connection.ts'
import {
  issueClientForm,
  issuedClientModal,
  issuedTokenModal,
  issueTokenForm,
  revokeForm,
  rotateForm,
} from './token-forms.view.ts'
import { tokensModal } from './tokens.view.ts'

export const openTokens: Reaction = opening(inItsModal('Tokens'), ({ ctx, value }) => tokensAgain(ctx, value))

async function tokensAgain(ctx: Context, id: string, said?: string): Promise<Answer> {
  const connection = await seeConnection(ctx, id)
  return {
    modal: tokensModal({ connection, now: ctx.now(), limits, ...(said ? { said } : {}) }),
    ...(said ? { home: 'again' } : {}),
  }
}

const here = (heard: Heard) => seeConnection(heard.ctx, connectionIn(heard))

/** One of the connection whose modal this is: whatever else was clicked is not there. */
async function tokenClicked(heard: Heard) {
  const connection = await here(heard)
  const token = connection.tokens.find((it) => it.id === heard.value)
  if (!token) throw new Refusal('not-found', { what: 'token' })
  return { connection, token }
}

export const askToIssue: Reaction = acting(async (heard) => ({ modal: issueTokenForm(await here(heard)) }))

export async function issue(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const connection = await here(heard)
  const token = await issueToken(ctx, connection.id, {
    scopes: fields.many('scope'),
    expiresAt: momentIn(fields, 'end'),
  })
  return { modal: issuedTokenModal({ connection, ...token }), home: 'again' }
}

const momentIn = (fields: Fields, field: string): Date | null => {
  const seconds = Number(fields.one(field))
  return seconds > 0 ? new Date(seconds * 1000) : null
}

export const askToRotate: Reaction = acting(async (heard) => ({
  modal: rotateForm(await tokenClicked(heard)),
}))

export async function rotate(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const connection = await here(heard)
  const issued = await rotateToken(ctx, metadataOf(heard).token ?? '', Number(fields.one('overlap')))
  return { modal: issuedTokenModal({ connection, ...issued, now: ctx.now() }), home: 'again' }
}

export const askToRevokeToken: Reaction = acting(async (heard) => {
  const { connection, token } = await tokenClicked(heard)
  const others = connection.tokens.length - 1 + connection.clients.length
  return { modal: revokeForm({ connection, token, others }) }
})

export async function revoke(heard: Heard): Promise<Answer> {
  const { token, client } = metadataOf(heard)
  if (token) await revokeToken(heard.ctx, token)
  if (client) await revokeClient(heard.ctx, client)
  return tokensAgain(heard.ctx, connectionIn(heard), token ? 'The token is dead.' : 'The client is dead.')
}

export const askToIssueClient: Reaction = acting(async (heard) => ({
  modal: issueClientForm(await here(heard)),
}))

export async function makeClient(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const connection = await here(heard)
  const client = await issueClient(ctx, connection.id, {
    scopes: fields.many('scope'),
    tokenMinutes: Number(fields.one('minutes')),
  })
  return {
    modal: issuedClientModal({ connection, client, tokenUrl: tokenUrlOf(ctx.links.publicUrl) }),
    home: 'again',
  }
}

export const askToRevokeClient: Reaction = acting(async (heard) => {
  const connection = await here(heard)
  const client = connection.clients.find((it) => it.id === heard.value)
  if (!client) throw new Refusal('not-found', { what: 'client' })
  const others = connection.tokens.length + connection.clients.length - 1
  return { modal: revokeForm({ connection, client, others }) }
})
