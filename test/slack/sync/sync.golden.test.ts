import { describe, expect, test } from 'vitest'
import { flagChoices } from '../../../connectors/flag-choices.ts'
import { connectors } from '../../../connectors/index.ts'
import { limits } from '../../../src/domain/connection.ts'
import { builtInRoles } from '../../../src/domain/role.ts'
import { home } from '../../../src/slack/blocks.ts'
import { cardWords } from '../../../src/slack/cards/card.view.ts'
import {
  chooseProviderForm,
  connectedModal,
  nameConnectionForm,
} from '../../../src/slack/sync/connect.view.ts'
import { connectionModal } from '../../../src/slack/sync/connection.view.ts'
import { disconnectForm, settingsForm } from '../../../src/slack/sync/connection-settings.view.ts'
import { exchangeModal, exchangesModal } from '../../../src/slack/sync/exchanges.view.ts'
import { flagNames, flagsChosen, flagWords } from '../../../src/slack/sync/flag-words.ts'
import { stepsModal } from '../../../src/slack/sync/steps.view.ts'
import { syncArea, syncWords } from '../../../src/slack/sync/sync-area.view.ts'
import { linkTeamForm, mapForm, teamsModal, unlinkForm } from '../../../src/slack/sync/teams.view.ts'
import {
  issueClientForm,
  issuedClientModal,
  issuedTokenModal,
  issueTokenForm,
  revokeForm,
  rotateForm,
} from '../../../src/slack/sync/token-forms.view.ts'
import { tokensModal } from '../../../src/slack/sync/tokens.view.ts'
import { expectGolden } from '../golden.ts'
import {
  aClient,
  ahead,
  anExchange,
  aToken,
  ended,
  engineering,
  id,
  now,
  question,
  recovered,
  silent,
  speechless,
  troubled,
  working,
} from './samples.ts'

const publicUrl = 'https://usher.test'
const baseUrl = `${publicUrl}/scim/v2`
const all = [working, troubled, silent, recovered, speechless]
const roles = builtInRoles.map((it, at) => ({ ...it, id: id(20 + at) }))

describe('the area', () => {
  test('teaches while nothing is connected', () => {
    expectGolden('sync/area-none', home(syncArea({ connections: [], questions: [], now })))
    expectGolden('sync/words-none', syncWords({ connections: [], now }))
  })

  test('tells how each connection does, and asks what is open', () => {
    expectGolden('sync/area', home(syncArea({ connections: all, questions: [question], now })))
    expectGolden('sync/area-for-admins', home(syncArea({ connections: [troubled], questions: null, now })))
    expectGolden('sync/words', syncWords({ connections: all, now }))
  })

  test('fits however much there is', () => {
    const long = { ...troubled, name: 'N'.repeat(120) }
    long.health = {
      ...long.health,
      lastError: { ...troubled.health.lastError, said: 's'.repeat(1000) } as never,
    }
    const connections = Array.from({ length: limits.connections }, () => long)
    const questions = Array.from({ length: 200 }, (_, n) => ({ ...question, id: `${id(70)}${n}` }))
    const drawn = home(syncArea({ connections, questions, now }))
    expect(drawn.blocks.length).toBeLessThan(85)
    expectGolden('sync/area-full', drawn)
    expectGolden('sync/words-full', syncWords({ connections, now }))
  })
})

describe('connecting', () => {
  const known = Object.values(connectors)
  test('asks which, what it is called and what it gives', () => {
    expectGolden('sync/choose', chooseProviderForm(known, ''))
    expectGolden('sync/choose-unknown', chooseProviderForm(known, 'Ping<Fed>'))
    expectGolden('sync/name', nameConnectionForm(connectors.okta, roles))
  })

  test('shows address and token, and minds an address that nobody reaches', () => {
    expectGolden('sync/connected', connectedModal({ connection: working, baseUrl, token: 'scim_secret' }))
    const here = connectedModal({
      connection: working,
      baseUrl: 'http://localhost:3000/scim/v2',
      token: 'scim_s',
    })
    expectGolden('sync/connected-here', here)
    expect(here.private_metadata).not.toContain('scim_')
  })

  test.each(known)('has readable steps for $name, page by page', ({ id: connector, steps }) => {
    for (const page of steps(baseUrl).keys())
      expectGolden(`sync/steps-${connector}-${page + 1}`, stepsModal({ id: id(1), connector }, baseUrl, page))
  })
})

describe('one connection', () => {
  test.each([
    ['working', working],
    ['troubled', troubled],
    ['ended', ended],
  ])('is shown whole: %s', (which, connection) => {
    expectGolden(`sync/connection-${which}`, connectionModal({ connection, publicUrl, now }))
  })

  test('says what was just done', () => {
    expectGolden(
      'sync/connection-said',
      connectionModal({ connection: silent, publicUrl, now, said: 'Saved.' }),
    )
  })

  test('has its settings, each with a sentence', () => {
    expectGolden(
      'sync/settings',
      settingsForm({ connection: working, ceilings: roles, defaults: roles.slice(2) }),
    )
    expectGolden('sync/settings-changed', settingsForm({ connection: troubled, ceilings: [], defaults: [] }))
  })

  test('has words for every choice of every flag, and keeps only what differs', () => {
    for (const flag of flagNames) expect(flagWords[flag].choices).toHaveLength(flagChoices[flag].length)
    expect(flagNames.toSorted()).toEqual(Object.keys(flagChoices).toSorted())
    expect(flagsChosen('okta', (flag) => (flag === 'deleteMeans' ? 1 : 0))).toMatchObject({
      deleteMeans: 'hard',
    })
    expect(flagsChosen('okta', (flag) => (flag === 'deleteMeans' ? 1 : 0))).not.toHaveProperty(
      'createOnReplace',
    )
  })

  test('is disconnected by its name', () => {
    expectGolden('sync/disconnect', disconnectForm(troubled))
  })
})

describe('tokens', () => {
  const now_ = { now, limits }
  test('are listed with all that is known of them', () => {
    expectGolden('sync/tokens', tokensModal({ connection: troubled, ...now_ }))
    expectGolden(
      'sync/tokens-none',
      tokensModal({ connection: speechless, ...now_, said: 'The token is dead.' }),
    )
    const tokens = Array.from({ length: limits.tokens }, (_, n) => ({ ...aToken(n), shutOutMaker: null }))
    const clients = Array.from({ length: limits.clients }, (_, n) => ({
      ...aClient(n),
      shutOutMaker: 'Grace Hopper',
    }))
    expectGolden('sync/tokens-full', tokensModal({ connection: { ...working, tokens, clients }, ...now_ }))
  })

  test('are made, renewed and revoked in forms that say what comes of it', () => {
    const connection = working
    const token = aToken(0)
    expectGolden('sync/token-issue', issueTokenForm(connection))
    expectGolden(
      'sync/token-issued',
      issuedTokenModal({ connection, secret: 'scim_s', expiresAt: ahead(900) }),
    )
    expectGolden('sync/token-rotate', rotateForm({ connection, token }))
    const renewed = { connection, secret: 'scim_s', expiresAt: null, now }
    expectGolden('sync/token-renewed', issuedTokenModal({ ...renewed, oldEndsAt: ahead(60) }))
    expectGolden('sync/token-renewed-at-once', issuedTokenModal({ ...renewed, oldEndsAt: now }))
    expectGolden('sync/token-revoke', revokeForm({ connection, token, others: 1 }))
    expectGolden('sync/token-revoke-last', revokeForm({ connection, token, others: 0 }))
    expectGolden('sync/client-revoke', revokeForm({ connection, client: aClient(0), others: 2 }))
    expectGolden('sync/client-issue', issueClientForm(connection))
    const client = { id: id(61), secret: 'scs_secret', tokenMinutes: 60 }
    expectGolden(
      'sync/client-issued',
      issuedClientModal({ connection, client, tokenUrl: `${baseUrl}/oauth/token` }),
    )
  })
})

describe('teams', () => {
  const seen = { connection: working, isFirstPage: true, next: null, mayMap: true, mayLink: true }
  test('are listed with the roles they give', () => {
    const awaited = { ...engineering, id: id(81), roles: [], members: 1, isAwaited: true }
    expectGolden('sync/teams', teamsModal({ ...seen, groups: [engineering, awaited], next: id(81) }))
    expectGolden('sync/teams-none', teamsModal({ ...seen, groups: [], said: 'Linked.' }))
    const looking = { ...seen, mayMap: false, mayLink: false, isFirstPage: false }
    expectGolden('sync/teams-only-looking', teamsModal({ ...looking, groups: [engineering] }))
  })

  test('are given roles below the ceiling, linked and unlinked', () => {
    const form = { connection: working, group: engineering }
    expectGolden('sync/map', mapForm({ ...form, offered: roles.slice(2), beyond: 2 }))
    expectGolden(
      'sync/map-nothing',
      mapForm({ ...form, group: { ...engineering, roles: [] }, offered: [], beyond: 1 }),
    )
    expectGolden('sync/team-link', linkTeamForm(working, [{ id: id(82), name: 'Platform' }]))
    expectGolden('sync/team-link-none', linkTeamForm(working, []))
    expectGolden('sync/team-unlink', unlinkForm(working, engineering))
  })
})

describe('exchanges', () => {
  const where = { connectionId: id(1), onlyFailed: false, before: null }
  test('are listed with their sentences', () => {
    const lines = [
      anExchange(),
      anExchange({
        status: 200,
        isDryRun: true,
        method: 'GET',
        path: `/scim/v2/Users?filter=\`${'x'.repeat(400)}`,
      }),
    ]
    const page = { lines, next: id(91) }
    expectGolden('sync/exchanges', exchangesModal({ connection: working, page, where, now }))
    const none = { lines: [], next: null }
    const failed = { ...where, onlyFailed: true, before: id(92) }
    expectGolden('sync/exchanges-none', exchangesModal({ connection: working, page: none, where, now }))
    expectGolden(
      'sync/exchanges-failed',
      exchangesModal({ connection: working, page: none, where: failed, now }),
    )
  })

  test('are shown whole, with what a dry run would have changed', () => {
    const shown = (more: Parameters<typeof anExchange>[0]) =>
      exchangeModal({
        exchange: anExchange(more),
        names: new Map([[id(80), 'Engineers *all*']]),
        connection: working,
        back: id(1),
      })
    expectGolden('sync/exchange', shown({ quirks: ['operationCase', 'unknownQuirk'] }))
    const changes = [
      { act: 'user.provision', targetId: id(71), after: { userName: 'ada@acme.test', active: true } },
      { act: 'group.change', targetId: id(80), before: { name: 'A' }, after: { name: 'B' } },
      { act: 'some.future-act' },
      'nonsense',
    ]
    expectGolden(
      'sync/exchange-dry-run',
      shown({ isDryRun: true, changes, status: 201, request: 'not <json>' }),
    )
    expectGolden(
      'sync/exchange-dry-nothing',
      shown({ isDryRun: true, changes: [], request: null, answer: null }),
    )
    const long = JSON.stringify({ text: '&<>'.repeat(5000) })
    expectGolden('sync/exchange-long', shown({ request: long, answer: long, said: 's'.repeat(1000) }))
  })
})

describe('cards', () => {
  const asked = (more: Partial<typeof question>) =>
    cardWords({ occasion: 'link-asked', question: { ...question, ...more } })

  test('ask owners whether they are the same person, and show what one has answered', () => {
    const answered = { answeredAt: now, answeredBy: 'Grace <b>' }
    expectGolden('sync/card-asked', asked({ belongsTo: 'Entra *ID*' }))
    expectGolden('sync/card-linked', asked({ answer: 'linked', ...answered }))
    expectGolden('sync/card-refused', asked({ answer: 'refused', ...answered, answeredBy: null }))
    expectGolden('sync/card-gone', asked({ isConnected: false }))
    expectGolden('sync/card-no-owner-any-more', asked({ mayAnswer: false }))
  })

  test('tell of a last owner who was kept, and of a token that ends', () => {
    expectGolden('sync/card-owner-kept', cardWords({ occasion: 'owner-kept', connectionName: working.name }))
    const ending = {
      occasion: 'token-ending' as const,
      connectionId: id(1),
      connectionName: working.name,
      beginning: 'scim_abcde',
      lastUsedAt: null,
      endsAt: ahead(3 * 24 * 60),
      now,
    }
    expectGolden('sync/card-token-ending', cardWords(ending))
  })
})
