import { type ListedUser, listUsers } from '../../usecases/users/list-users.ts'
import { type Meant, type Naming, whoIsMeant } from '../../usecases/users/who-is-meant.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import type { Targets } from '../words/read-targets.ts'
import { nobodyCalled, nobodyNamed, type Purpose, whichOne } from './who.view.ts'

/** So many people at once, and a button for each; whoever needs more has the list. */
const NAMED = 10

const namingsIn = ({ people, mentions, isMe }: Targets, teamId: string): [said: string, Naming][] => [
  ...(isMe ? [['me', { by: 'me' }] as [string, Naming]] : []),
  ...mentions.map((it): [string, Naming] =>
    it.userId
      ? [it.name ?? it.userId, { by: 'mention', who: { teamId, slackUserId: it.userId } }]
      : [it.name ?? '', { by: 'words', words: it.name ?? '' }],
  ),
  ...people.map((words): [string, Naming] => [words, { by: 'words', words }]),
]

/** Does it with the one person who is meant; asks which, where it could be several. */
export async function withWhom(
  heard: Heard,
  targets: Targets,
  purpose: Purpose & { word: string },
  needs: Pick<SlackNeeds, 'commands'>,
  act: (userId: string) => Promise<Answer>,
): Promise<Answer> {
  const [command = '/people'] = needs.commands.people
  const namings = namingsIn(targets, heard.who.teamId).slice(0, NAMED)
  if (namings.length === 0) return { note: nobodyNamed(purpose.word, command) }
  const found: [string, Meant][] = []
  for (const [said, naming] of namings) found.push([said, await whoIsMeant(heard.ctx, naming)])
  const unknown = found.filter(([, it]) => !it.userId && it.candidates.length === 0).map(([said]) => said)
  const ids = [...new Set(found.flatMap(([, it]) => it.userId ?? []))]
  const candidates = found.flatMap(([, it]) => it.candidates)
  const [only] = ids
  if (only && ids.length === 1 && candidates.length === 0) return act(only)
  const all = [...(await named(heard, found)), ...candidates]
  if (all.length === 0) return { note: nobodyCalled(unknown, command) }
  return { note: whichOne(unique(all).slice(0, 20), unknown, purpose) }
}

/** Those who were clear already, as they stand in a list. */
async function named({ ctx }: Heard, found: [string, Meant][]): Promise<ListedUser[]> {
  const clear = found.filter(([, it]) => it.userId)
  const pages = []
  for (const [said, { userId }] of clear) {
    const { users } = await listUsers(ctx, { search: said, pageSize: NAMED })
    pages.push(users.filter((it) => it.id === userId))
  }
  return pages.flat()
}

const unique = (all: ListedUser[]): ListedUser[] => [...new Map(all.map((it) => [it.id, it])).values()]
