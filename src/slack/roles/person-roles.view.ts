import type { Grant } from '../../domain/grant.ts'
import { listInWords } from '../../domain/plain-words.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  input,
  type Modal,
  modal,
  multiSelect,
  safe,
  section,
  select,
} from '../blocks.ts'
import { dateTimeInput } from '../inputs.ts'
import { moment, relative } from '../moments.ts'

interface Named {
  id: string
  name: string
}

export interface PersonRoles {
  user: { id: string; name: string; version: number }
  held: Grant[]
  /** What this viewer may give everywhere, and take away. */
  offered: Named[]
  /** What they may give at one of the person's sites at least. */
  offeredAtSites: Named[]
  sites: Named[]
  /** Why nothing can be changed here; null: go ahead. */
  hindrance: 'yourself' | 'not-permitted' | 'invited' | null
  /** What has just been done. */
  said?: string
  now: Date
}

/** The roles of one person: for good, for a while, at a site; and all that this viewer may change about them. */
export function personRolesModal(seen: PersonRoles): Modal {
  const { user, hindrance } = seen
  const mayChoose = hindrance === null && seen.offered.length > 0
  return modal({
    title: 'Roles',
    ...(mayChoose ? { form: 'user.roles', submit: 'Save' } : {}),
    close: 'Close',
    metadata: { user: user.id, version: String(user.version) },
    blocks: [
      ...(seen.said ? [section(`:white_check_mark: ${safe(seen.said)}`)] : []),
      section(`*${safe(user.name)}*`),
      ...(mayChoose ? lasting(seen) : lastingWords(seen)),
      ...fromElsewhere(seen),
      ...temporary(seen),
      ...atSites(seen),
      ...ways(seen),
      ...(hindrance ? [context(hindrances[hindrance])] : []),
    ],
  })
}

const hindrances: Record<NonNullable<PersonRoles['hindrance']>, string> = {
  yourself: 'Nobody changes their own roles. Ask another admin.',
  'not-permitted': 'To change this you need the permission to give and take away roles.',
  invited:
    'Nothing is held yet: the invitation says what will be given when it is accepted. Edit the invitation.',
}

const isLasting = (it: Grant) => it.siteId === null && it.source === 'manual'
const chooses = ({ offered }: PersonRoles, it: Grant) => offered.some(({ id }) => id === it.roleId)

function lasting(seen: PersonRoles): Block[] {
  const chosen = seen.held.filter((it) => isLasting(it) && chooses(seen, it)).map((it) => it.roleId)
  const kept = keptIn(seen)
  // Those that are held stand first: a list is cut after a hundred, and what is cut would be taken away.
  const choices = [...seen.offered].sort(
    (a, b) => Number(chosen.includes(b.id)) - Number(chosen.includes(a.id)),
  )
  return [
    input(
      'roles',
      'Roles, everywhere and for good',
      multiSelect(
        'roles',
        choices.map(({ id, name }) => ({ text: name, value: id })),
        { chosen, placeholder: 'Choose one or more' },
      ),
      {
        isOptional: kept.length > 0,
        hint: 'What several roles allow adds up. A change holds from the next click on, in sessions that are open too.',
      },
    ),
    ...(kept.length > 0
      ? [
          context(
            `Besides: *${safe(listInWords(kept.map((it) => it.name)))}*, which allows more than you may do yourself, so it is not yours to take away.`,
          ),
        ]
      : []),
  ]
}

/** Held for good, and not this viewer's to take away: it stays, whatever they choose. */
export const keptIn = (seen: PersonRoles): Grant[] =>
  seen.held.filter((it) => isLasting(it) && !chooses(seen, it))

const lastingWords = ({ held }: PersonRoles): Block[] => [
  section(
    safe(listInWords(held.filter(isLasting).map((it) => it.name))) || 'No role everywhere and for good.',
  ),
]

function fromElsewhere({ held }: PersonRoles): Block[] {
  const names = held.filter((it) => it.source === 'scim').map((it) => it.name)
  return names.length > 0
    ? [context(`From your identity provider, and changed there alone: *${safe(listInWords(names))}*`)]
    : []
}

function temporary(seen: PersonRoles): Block[] {
  const ending = seen.held.filter((it) => it.siteId === null && it.source === 'temporary')
  if (ending.length === 0) return []
  return [divider, section('*For a while*'), ...ending.map((it) => heldRow(seen, it))]
}

function atSites(seen: PersonRoles): Block[] {
  const there = seen.held.filter((it) => it.siteId !== null && it.source !== 'scim')
  if (there.length === 0) return []
  return [divider, section('*At a site*'), ...there.map((it) => heldRow(seen, it))]
}

function heldRow({ user, hindrance, now }: PersonRoles, it: Grant): Block {
  const at = it.siteName ? ` at *${safe(it.siteName)}*` : ''
  const end = it.expiresAt ? `\nEnds by itself ${moment(it.expiresAt)}, ${relative(it.expiresAt, now)}` : ''
  const place = it.siteName ? ` at ${it.siteName}` : ''
  return section(
    `*${safe(it.name)}*${at}${end}`,
    hindrance === null
      ? button('Take away', 'user.take-role', [it.roleId, it.siteId ?? ''].join(' ').trim(), {
          confirm: {
            title: 'Take this role away?',
            text: `${user.name} may no longer do what ${it.name}${place} allows, from the next click on.`,
            yes: 'Take it away',
            isDanger: true,
          },
        })
      : undefined,
  )
}

function ways({ hindrance, offered, offeredAtSites, sites }: PersonRoles): Block[] {
  if (hindrance !== null) return []
  const buttons = [
    ...(offered.length > 0 ? [button('Give a role for a while', 'user.lend-role')] : []),
    ...(offeredAtSites.length > 0 ? [button('Give a role at a site', 'user.give-site-role')] : []),
  ]
  return [
    divider,
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ...(sites.length === 0
      ? [context('Roles at a site can be given to people of that site. This person belongs to none.')]
      : []),
  ]
}

/** A role more: with an end, or at a site, or both. */
export const giveRoleForm = (seen: PersonRoles, kind: 'for-a-while' | 'at-a-site', end: Date): Modal =>
  modal({
    title: kind === 'for-a-while' ? 'Role for a while' : 'Role at a site',
    form: 'user.give-role',
    submit: 'Give the role',
    metadata: { user: seen.user.id, kind },
    blocks: [
      section(`For *${safe(seen.user.name)}*`),
      input(
        'roles',
        'Role',
        select('roles', choicesOf(kind === 'for-a-while' ? seen.offered : seen.offeredAtSites), {
          placeholder: 'Choose a role',
        }),
      ),
      ...(kind === 'at-a-site' ? [siteInput(seen.sites)] : []),
      input('end', 'Until', dateTimeInput('end', kind === 'for-a-while' ? end : null), {
        isOptional: kind === 'at-a-site',
        hint: 'It ends by itself at that moment. Both of you hear of it before.',
      }),
      actions(button('« Back', 'user.roles-again')),
    ],
  })

const siteInput = (sites: Named[]): Block =>
  input('site', 'Site', select('site', choicesOf(sites), { placeholder: 'Choose a site' }), {
    hint: 'It holds over the people of that site.',
  })

const choicesOf = (all: Named[]) => all.map(({ id, name }) => ({ text: name, value: id }))
