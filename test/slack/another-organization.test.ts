import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/db/id.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { areas, type Reactions, reactionsOf } from '../../src/slack/app.ts'
import type { Answer, Heard } from '../../src/slack/door/answer.ts'
import { Fields } from '../../src/slack/door/fields.ts'
import { drawing } from '../../src/slack/home/draw-home.ts'
import { usualCommands } from '../../src/slack/needs.ts'
import { type House, openHouse } from '../support/house.ts'
import { type Belongings, furnished, type Noun } from '../support/slack/belongings.ts'

/** Where in what Slack hands back an id stands, and of what. */
const inMetadata: Record<string, Noun> = {
  ...{
    client: 'client',
    connection: 'connection',
    department: 'department',
    group: 'team',
    id: 'invitation',
  },
  ...{ made: 'connection', of: 'user', role: 'role', roles: 'role', steps: 'connection', teams: 'team' },
  ...{ token: 'token', unit: 'unit', user: 'user' },
}
const inFields: Record<string, Noun> = {
  ...{
    approvalRoleIds: 'role',
    contactId: 'user',
    default: 'role',
    defaultRoleId: 'role',
    department: 'department',
  },
  ...{
    manager: 'user',
    moveTo: 'otherTeam',
    people: 'user',
    roles: 'role',
    site: 'site',
    team: 'team',
    teams: 'team',
  },
  ...{ unit: 'unit' },
}
interface Plain {
  metadata?: Record<string, string>
  fields?: Record<string, string>
  /** What the form is about, where that is something else than usual. */
  about?: Noun
  /** Clicked at this area of the Home. */
  area?: string
}
/** Where in each of them an id stands that is looked up: ours is answered otherwise than one that nobody has. */
const lookedUp: Record<string, string> = {
  'action invitation.approve': 'value:invitation',
  'action invitation.cancel': 'value:invitation',
  'action invitation.copy-link': 'value:invitation',
  'action invitation.deny': 'value:invitation',
  'action invitation.edit': 'value:invitation',
  'action invitation.invite-again': 'value:invitation',
  'action invitation.open': 'value:invitation',
  'action invitation.resend': 'value:invitation',
  'action invitation.withdraw': 'value:invitation',
  'action letters.refresh': 'value:invitation',
  'action audit.by': 'value:user',
  'action audit.history-page': 'metadata.user',
  'action audit.open': 'value:entry',
  'action user.history': 'value:user',
  'action group.archive': 'value:team',
  'action group.members': 'value:team',
  'action group.members-page': 'metadata.group',
  'action group.remove': 'value:user metadata.group',
  'action group.rename': 'value:team',
  'action group.unarchive': 'value:team',
  'action invitation.snooze-hours': 'value:invitation',
  'action invitation.snooze-morning': 'value:invitation',
  'action messages.resend': 'value:message',
  'action messages.resend-failed': 'value:reminder',
  'action reminder.cancel-all': 'value:reminder',
  'action reminder.page': 'value:reminder',
  'action reminder.resend-all': 'value:reminder',
  'action reminder.snooze-hours': 'value:reminder',
  'action reminder.snooze-morning': 'value:reminder',
  'action staged.go-on': 'value:stagedRun',
  'action staged.stop': 'value:stagedRun',
  'action role.archive': 'value:role',
  'action role.copy': 'value:role',
  'action role.edit': 'value:role',
  'action role.holders': 'value:role',
  'action user.give-site-role': 'metadata.user',
  'action user.lend-role': 'metadata.user',
  'action user.roles': 'value:user',
  'action user.roles-again': 'metadata.user',
  'action user.take-role': 'value:role metadata.user',
  'action session.end': 'value:session',
  'action sessions.end-all': 'value:user',
  'action sessions.page': 'metadata.of',
  'action sign-ins.filter': 'metadata.of',
  'action sign-ins.page': 'metadata.of',
  'action user.sessions': 'value:user',
  'action user.sign-ins': 'value:user',
  'action connection.disconnect': 'value:connection',
  'action connection.exchanges': 'value:connection',
  'action connection.issue-client': 'metadata.connection',
  'action connection.issue-token': 'metadata.connection',
  'action connection.link-team': 'metadata.connection',
  'action connection.map': 'value:teamOfProvider',
  'action connection.open': 'value:connection',
  'action connection.revoke-client': 'value:client metadata.connection',
  'action connection.revoke-token': 'value:token metadata.connection',
  'action connection.rotate-token': 'value:token metadata.connection',
  'action connection.settings': 'value:connection',
  'action connection.steps': 'value:connection',
  'action connection.teams': 'value:connection',
  'action connection.tokens': 'value:connection',
  'action connection.unlink-team': 'value:teamOfProvider',
  'action exchange.open': 'value:exchange',
  'action link.different': 'value:question',
  'action link.same': 'value:question',
  'action user.delete': 'value:user',
  'action user.disconnect-slack': 'value:user',
  'action user.edit': 'value:user',
  'action user.enable': 'value:user',
  'action user.invite': 'value:user',
  'action user.method': 'fields.department fields.roles fields.teams fields.unit',
  'action user.open': 'value:user',
  'action user.password-kind': 'fields.department fields.roles fields.teams fields.unit',
  'action user.renew-temporary-password': 'value:user',
  'action user.resend-welcome': 'value:user',
  'action user.reset-password': 'value:user',
  'action user.suspend': 'value:user',
  'action user.suspend-now': 'value:user',
  'action user.undo-delete': 'value:user',
  'action users.by-role': 'value:role',
  'action users.by-team': 'value:team',
  'action users.by-department': 'value:department',
  'action users.by-unit': 'value:unit',
  'action users.by-site': 'value:site',
  'submission cancel-invitations': 'metadata.id',
  'submission deny-invitation': 'metadata.id',
  'submission edit-invitation': 'metadata.id fields.department fields.roles fields.teams fields.unit',
  'submission invite': 'fields.department fields.roles fields.teams fields.unit',
  'submission make-link': 'metadata.id',
  'submission group.add': 'metadata.group fields.people',
  'submission group.archive': 'metadata.group fields.moveTo',
  'submission group.remove': 'metadata.group metadata.user',
  'submission group.rename': 'metadata.group',
  'submission role.archive': 'metadata.role',
  'submission role.copy': 'metadata.role',
  'submission role.edit': 'metadata.role',
  'submission user.give-role': 'metadata.user fields.roles fields.site',
  'submission user.roles': 'metadata.user fields.roles',
  'submission connection.disconnect': 'metadata.connection',
  'submission connection.issue-client': 'metadata.connection',
  'submission connection.issue-token': 'metadata.connection',
  'submission connection.link-team': 'metadata.connection fields.team',
  'submission connection.map': 'metadata.group fields.roles',
  'submission connection.revoke': 'metadata.client metadata.connection metadata.token',
  'submission connection.rotate-token': 'metadata.connection metadata.token',
  'submission connection.settings': 'metadata.connection fields.default',
  'submission connection.unlink-team': 'metadata.group',
  'submission user.add-2': 'fields.department fields.roles fields.teams fields.unit',
  'submission user.create': 'fields.department fields.roles fields.teams fields.unit',
  'submission user.delete': 'metadata.user',
  'submission user.edit': 'metadata.user fields.department fields.manager fields.unit',
  'submission user.renew-temporary-password': 'metadata.user',
  'submission user.suspend': 'metadata.user',
  'submission withdraw-request': 'metadata.id',
  'submission settings #approvals': 'fields.approvalRoleIds',
  'submission settings #contact': 'fields.contactId',
  'submission settings #invitations': 'fields.defaultRoleId',
}
/** What is clicked there names no row: an area, a page, a word, or a form that is empty. */
const holdNoId = new Set([
  'action home.go',
  'action home.first',
  'action home.next',
  'action home.state',
  'action home.search',
  'action home.invitations',
  'action invite.form',
  'action invite.open',
  'action pending.page',
  'action guide.dismiss',
  'action help.open',
  'action messages.test',
  'action messages.undelivered',
  'action link.org',
  'action people.run',
  'action audit.by-anybody',
  'action audit.of-act',
  'action audit.since',
  'action group.create',
  'action home.archived',
  'action home.kind',
  'action role.create',
  'action sign-ins.by-result',
  'action settings.open',
  'action connection.new',
  'action user.add',
  'action user.create',
  'action users.page',
  'action users.by-status',
  'action users.unfilter',
  'action staged.open',
  'submission staged.start',
  'submission group.create',
  'submission role.create',
  'submission connection.choose',
  'submission connection.create',
  'submission user.add',
])

/** What else has to be filled in for a form to come as far as its ids. */
const words = {
  ...{ addresses: 'new@people.test', displayName: 'New', email: 'new@people.test', end: '1900000000' },
  ...{ firstName: 'New', lastName: 'Person', leaving: 'move', method: 'link', name: 'Fine', overlap: '24' },
  ...{ personalAddress: 'new@home.test', site: '', typedName: 'Fine', invitationLifetimeSeconds: '24' },
  ...{
    birthday: '1990-05-17',
    gender: 'female',
    passwordKind: 'made',
    ceiling: 'manager',
    approvalHours: '24',
    reach: 'everybody',
  },
}
const plain: Record<string, Plain> = {
  'submission group.add': { metadata: { field: 'people' } },
  'submission connection.map': { about: 'teamOfProvider' },
  'submission connection.unlink-team': { about: 'teamOfProvider' },
  'submission settings #approvals': { metadata: { group: 'approvals' } },
  'submission settings #contact': { metadata: { group: 'contact' } },
  'submission settings #invitations': { metadata: { group: 'invitations' } },
  'action audit.by': { area: 'audit' },
  'action users.by-department': { area: 'users' },
  'action users.by-role': { area: 'users' },
  'action users.by-site': { area: 'users' },
  'action users.by-team': { area: 'users' },
  'action users.by-unit': { area: 'users' },
  'action role.holders': { area: 'roles' },
  'action session.end': { metadata: { list: 'sessions' } },
  'action sessions.page': { metadata: { list: 'sessions' } },
  'action sessions.end-all': { metadata: { list: 'sessions' } },
}

let house: House
let ours: Awaited<ReturnType<typeof furnished>>
let theirs: Awaited<ReturnType<typeof furnished>>
let reactions: Reactions
let nobody: string
beforeAll(async () => {
  house = await openHouse()
  ours = await furnished(house, 'Acme')
  theirs = await furnished(house, 'Beta')
  nobody = newId(house.clock.now())
  const needs = { begin: () => house.outside(), publicUrl: house.publicUrl, log: pino({ level: 'silent' }) }
  const settings = { apiUrl: '', signingSecret: null, botToken: null, oauth: null, appToken: null }
  reactions = reactionsOf({
    ...{ ...needs, mail: house.post.deliver, commands: usualCommands },
    settings: { ...settings, sealingKeys: [randomBytes(32)] },
  })
})
afterAll(() => house.close())

interface Filled {
  value: string
  metadata: Record<string, string>
  fields: Record<string, string>
}

const ofAll = (nouns: Record<string, Noun>, held: Belongings): Record<string, string> =>
  Object.fromEntries(Object.entries(nouns).map(([key, noun]) => [key, held[noun]]))

/** As if everything in it were ours. */
function filledIn(name: string): Filled {
  const held = ours.belongings
  const more = plain[name] ?? {}
  const kind = name.split(/[ .]/)[1] ?? ''
  return {
    value: '',
    metadata: {
      ...ofAll(inMetadata, held),
      group: held[more.about ?? 'team'],
      version: ours.versions[kind] ?? '1',
      ...more.metadata,
    },
    fields: { ...ofAll(inFields, held), ...words, ...more.fields },
  }
}

/** The same, but that this id is put in one place. */
function withId({ value, metadata, fields }: Filled, place: string, id: string): Filled {
  if (place.startsWith('metadata.')) return { value, fields, metadata: { ...metadata, [place.slice(9)]: id } }
  if (place.startsWith('fields.')) return { value, metadata, fields: { ...fields, [place.slice(7)]: id } }
  return { value: id, metadata, fields }
}

/** What is answered and written, in words that do not depend on which id it was; then nothing of it has happened. */
async function answered(name: string, filled: Filled): Promise<string> {
  const { area } = plain[name] ?? {}
  let words = ''
  const undo = new Error('Undo')
  await house.db
    .transaction(async (tx) => {
      const ctx = { ...ours.owner, db: tx as unknown as Database }
      const before = await written(tx as unknown as Database)
      const said = await say(name, filled, ctx, area).catch((fault: unknown) => {
        if (fault instanceof Refusal) return { refused: fault.code, facts: fault.facts }
        throw fault
      })
      words = JSON.stringify([said, (await written(tx as unknown as Database)) - before])
      throw undo
    })
    .catch((fault: unknown) => {
      if (fault !== undo) throw fault
    })
  return words.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'an id')
}

const written = async (tx: Database): Promise<number> => {
  const { rows } = await tx.raw(
    'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int n from pg_stat_xact_user_tables',
  )
  return rows[0].n
}

async function say(name: string, filled: Filled, ctx: Heard['ctx'], area: string | undefined) {
  const [deed, called] = name.split(' ') as ['action' | 'submission', string]
  const reaction = reactions[deed][called]
  if (!reaction || !('react' in reaction)) throw new Error(`Nothing is called ${name}`)
  const { fields, value } = filled
  const metadata = area ? { area } : filled.metadata
  const blocks = Object.keys(fields).map((it) => ({ type: 'input', block_id: it }))
  const speaker = {
    ...{ teamId: 'T1', slackUserId: 'U1', actor: ctx.actor, organizationName: 'Acme' },
    ...{ makesTemporaryPasswords: true, timeZone: 'UTC', home: null },
  }
  const heard = {
    ...{ deed, name: called, value, words: '', ctx, speaker, showsModal: true, emailOf: async () => null },
    fields: new Fields(new Map(Object.entries(fields).map(([block, it]) => [block, it ? [it] : []]))),
    place: { in: area ? 'home' : 'modal', view: { id: 'V1', title: 'A form', metadata, blocks, depth: 1 } },
  } as unknown as Heard
  const answer: Answer = await reaction.react(heard)
  if (typeof answer.home !== 'object') return answer
  return { ...answer, home: await drawing(areas, { publicUrl: house.publicUrl })(heard, answer.home) }
}

function nounOf(name: string, place: string, named: string | undefined): Noun {
  if (named) return named as Noun
  if (place === 'metadata.group' && plain[name]?.about) return plain[name].about
  return (inMetadata[place.slice('metadata.'.length)] ?? inFields[place.slice('fields.'.length)]) as Noun
}

describe('an id of another organization', () => {
  const all = Object.entries(lookedUp).flatMap(([name, places]) =>
    places.split(' ').map((it) => [name, it] as const),
  )

  test.each(all)('%s: %s is answered as one that nobody has, and changes nothing', async (name, where) => {
    const [place = '', named] = where.split(':')
    const noun = nounOf(name, place, named)
    const filled = withId(filledIn(name), place, ours.belongings[noun])
    const [forOurs, forTheirs, forNobody] = [
      await answered(name, filled),
      await answered(name, withId(filled, place, theirs.belongings[noun])),
      await answered(name, withId(filled, place, nobody)),
    ]
    // Else it came nowhere near the id, and this would hold for anything.
    expect(forOurs).not.toBe(forNobody)
    expect(forTheirs).toBe(forNobody)
    expect(forTheirs).not.toContain('Beta')
  })

  test('is looked for in everything that can be clicked or sent', () => {
    const known = new Set([...Object.keys(lookedUp).map((it) => it.replace(/ #.*/, '')), ...holdNoId])
    for (const deed of ['action', 'submission'] as const)
      for (const [called, reaction] of Object.entries(reactions[deed]))
        if ('react' in reaction) expect(known, `${deed} ${called}`).toContain(`${deed} ${called}`)
  })
})
