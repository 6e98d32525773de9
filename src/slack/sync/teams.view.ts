import { countInWords, listInWords } from '../../domain/plain-words.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import type { ListedGroup } from '../../usecases/connections/see-mapped-groups.ts'
import {
  actions,
  type Block,
  button,
  context,
  input,
  type Modal,
  menu,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { choiceOf, chooser, multiChooser } from '../choosers.ts'
import { saidBlocks } from './connection.view.ts'

interface Named {
  id: string
  name: string
}

export interface TeamsSeen {
  connection: SeenConnection
  groups: ListedGroup[]
  isFirstPage: boolean
  next: string | null
  mayMap: boolean
  mayLink: boolean
  said?: string
}

/** What the provider fills, and what each of them gives. */
export const teamsModal = (seen: TeamsSeen): Modal => {
  const { connection: it, groups, said } = seen
  return modal({
    title: 'Teams and their roles',
    metadata: { connection: it.id },
    blocks: [
      ...saidBlocks(said),
      section(
        `The groups of *${safe(it.name)}* are teams here. Whoever it puts into one holds the roles that the team gives, for as long as they are in it. The ceiling is *${safe(it.ceiling.name)}*.`,
      ),
      ...(groups.length > 0
        ? groups.map((group) => teamRow(group, seen))
        : [section(`_${safe(it.name)} has no group yet. Push one from its console, or link a team to it._`)]),
      actions(
        ...(seen.isFirstPage ? [] : [button('« First page', 'connection.teams#first', it.id)]),
        ...(seen.next ? [button('Next page »', 'connection.teams#next', `${it.id} ${seen.next}`)] : []),
        ...(seen.mayLink ? [button('Link a team', 'connection.link-team', it.id)] : []),
        button('« Back', 'connection.open', it.id),
      ),
    ],
  })
}

function teamRow(it: ListedGroup, { mayMap, mayLink }: TeamsSeen): Block {
  const entries = [
    ...(mayMap ? [{ text: 'Change its roles', action: 'connection.map', value: it.id }] : []),
    ...(mayLink ? [{ text: 'Unlink', action: 'connection.unlink-team', value: it.id }] : []),
  ]
  const beyond = it.roles.filter((role) => role.isBeyondCeiling).map((role) => role.name)
  return section(
    [
      `*${safe(it.name)}* · ${countInWords(it.members, 'person', 'people')}${it.isAwaited ? ' · linked by hand; the provider has not named it yet' : ''}`,
      it.roles.length > 0 ? `Gives ${safe(listInWords(it.roles.map((role) => role.name)))}` : 'Gives no role',
      ...(beyond.length > 0
        ? [
            `:warning: ${safe(listInWords(beyond))} ${beyond.length === 1 ? 'is' : 'are'} above the ceiling, and given to nobody.`,
          ]
        : []),
    ].join('\n'),
    entries.length > 0 ? menu('team.menu', entries) : undefined,
  )
}

interface Mapping {
  connection: SeenConnection
  group: ListedGroup
  /** What whoever asks may give, and the ceiling allows. */
  offered: Named[]
  /** What they may give and the ceiling does not allow. */
  beyond: number
}

export function mapForm({ connection, group, offered, beyond }: Mapping): Modal {
  const held = group.roles.map(choiceOf)
  const choices = [
    ...held.filter((it) => !offered.some((one) => one.id === it.value)),
    ...offered.map(choiceOf),
  ]
  return modal({
    title: 'Roles of a team',
    form: 'connection.map',
    submit: 'Save',
    metadata: { connection: connection.id, group: group.id },
    blocks: [
      section(
        `*${safe(group.name)}* has ${countInWords(group.members, 'person', 'people')} of *${safe(connection.name)}*. A change is theirs at once; whoever leaves the team there leaves its roles too. What was given by hand stays.`,
      ),
      ...(choices.length > 0
        ? [
            input(
              'roles',
              'It gives',
              multiChooser('connection.roles', choices, { placeholder: 'No role', chosen: held }),
              {
                isOptional: true,
                hint: 'Left empty, it gives none. Nobody is left without any: the default role stays.',
              },
            ),
          ]
        : [section('_There is no role that you and the ceiling allow._')]),
      ...(beyond > 0
        ? [
            context(
              `${countInWords(beyond, 'role')} above the ceiling *${safe(connection.ceiling.name)}* ${beyond === 1 ? 'is' : 'are'} not offered. The ceiling stands in the settings of the connection.`,
            ),
          ]
        : []),
      backToTeams(connection.id),
    ],
  })
}

const backToTeams = (id: string): Block => actions(button('« Back', 'connection.teams', id))

export const linkTeamForm = ({ id, name }: Named, teams: Named[]): Modal =>
  modal({
    title: 'Link a team',
    ...(teams.length > 0 ? { form: 'connection.link-team', submit: 'Link it' } : {}),
    metadata: { connection: id },
    blocks: [
      section(
        `The team is ${safe(name)}’s to fill from then on, and keeps the people it has. When the provider makes a group of the same name, it is this one.`,
      ),
      ...(teams.length > 0
        ? [
            input(
              'team',
              'Team',
              chooser('connection.local-teams', teams.map(choiceOf), { placeholder: 'Choose a team' }),
            ),
          ]
        : [section('_There is no team yet._')]),
      backToTeams(id),
    ],
  })

export const unlinkForm = (connection: Named, group: ListedGroup): Modal =>
  modal({
    title: 'Unlink team',
    form: 'connection.unlink-team',
    submit: 'Unlink it',
    metadata: { connection: connection.id, group: group.id },
    blocks: [
      section(
        [
          `*${safe(group.name)}* and its people stay, and are changed by hand from then on.`,
          ...(group.roles.length > 0
            ? [
                `:warning: What it gave ends: *${safe(listInWords(group.roles.map((it) => it.name)))}*. Roles that were given by hand stay.`,
              ]
            : []),
        ].join('\n'),
      ),
      backToTeams(connection.id),
    ],
  })
