export interface Person {
  id: string
  /** A stranger, seen through a shared channel, belongs to a team of their own. */
  teamId: string
  name: string
  realName: string
  email: string | null
  tz: string
  colour: string
  isAdmin: boolean
  isOwner: boolean
  isBot: boolean
  /** Slack says is_restricted: sees only some channels. */
  isGuest: boolean
  /** Slack says is_ultra_restricted: sees one channel. */
  isSingleChannelGuest: boolean
  isDeleted: boolean
}

export type NewPerson = Partial<Person> & { name: string }

const COLOURS = ['9f69e7', '4bbe2e', 'e7392d', '3c989f', '674b1b', 'e96699', 'e0a729', '684b6c']

/** One name, one id, in every run: what a database remembers of a person stays true after a restart. */
export const idFor = (letter: string, name: string): string =>
  `${letter}0${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`.padEnd(11, '0')

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

export function newPerson(wish: NewPerson, teamId: string, index: number): Person {
  return {
    id: idFor('U', wish.name),
    teamId,
    realName: capitalized(wish.name),
    email: `${wish.name}@example.com`,
    tz: 'Europe/Istanbul',
    colour: COLOURS[index % COLOURS.length] ?? '9f69e7',
    isAdmin: false,
    isOwner: false,
    isBot: false,
    isGuest: false,
    isSingleChannelGuest: false,
    isDeleted: false,
    ...wish,
  }
}
