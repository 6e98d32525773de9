import type { NewChannel } from './workspace/channel.ts'
import { idFor, type NewPerson } from './workspace/person.ts'

/** Who sits at the stand-in's screens. */
export const cast = ['ada', 'grace', 'mel'] as const
export type Player = (typeof cast)[number]

/** The team the stand-in pretends to be. What is bound to it stays true after a restart. */
export const TEAM = { id: 'T0PLAYGRND0', name: 'Acme', domain: 'acme' }
/** Its organization: not called as somebody might call their own. */
export const EXAMPLE = `${TEAM.name} (example)`

/** How they look at Slack where nobody else is there to be played. */
export const players: Record<Player, NewPerson> = {
  ada: { name: 'ada', realName: 'Ada Lovelace', email: 'ada@acme.example', isAdmin: true, isOwner: true },
  grace: { name: 'grace', realName: 'Grace Hopper', email: 'grace@acme.example', isAdmin: true },
  mel: { name: 'mel', realName: 'Mel Kaye', email: 'mel@acme.example' },
}

export const channels: NewChannel[] = [
  { name: 'general', members: [...cast, 'usher'] },
  { name: 'people-ops', members: ['ada', 'grace', 'usher'] },
  { name: 'leads', kind: 'private', members: ['ada', 'grace'] },
]

/** Something to read, and something to use the message shortcut on. */
export const smallTalk: { channel: string; who: Player; text: string }[] = [
  { channel: 'general', who: 'grace', text: 'Good morning! New faces start on Monday.' },
  { channel: 'general', who: 'mel', text: 'Nice. Who shows them around?' },
  {
    channel: 'people-ops',
    who: 'grace',
    text: 'For Monday: lise.meitner@acme.example and rosalind.franklin@acme.example, both Research.',
  },
]

/** One name, one id, in every run. */
export const slackIdOf = (player: string): string => idFor('U', player)
