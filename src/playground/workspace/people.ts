import { Cannot } from './cannot.ts'
import { type Channel, type NewChannel, newChannel } from './channel.ts'
import { type NewPerson, newPerson, type Person } from './person.ts'
import { tell, type Workspace } from './workspace.ts'

export function addPerson(it: Workspace, wish: NewPerson): Person {
  const person = newPerson(wish, it.team.id, it.people.size)
  it.people.set(person.id, person)
  tell(it, { what: 'team' })
  return person
}

/** A new channel; names of people are as good as their ids. */
export function addChannel(it: Workspace, wish: NewChannel): Channel {
  const members = (wish.members ?? []).map((name) => personCalled(it, name).id)
  const channel = newChannel({ ...wish, members }, it.now())
  it.channels.set(channel.id, channel)
  tell(it, { what: 'team' })
  return channel
}

/** By id or by name, as tests and pages name people. */
export function personCalled(it: Workspace, name: string): Person {
  const found = it.people.get(name) ?? [...it.people.values()].find((person) => person.name === name)
  if (!found) throw new Cannot(`Nobody in ${it.team.name} is called ${name}`)
  return found
}

export function channelCalled(it: Workspace, name: string): Channel {
  const plain = name.replace(/^#/, '')
  const found = it.channels.get(plain) ?? [...it.channels.values()].find((one) => one.name === plain)
  if (!found) throw new Cannot(`There is no channel ${name} in ${it.team.name}`)
  return found
}

/** The conversation of one person with the bot, opened when it is first needed. */
export function directChannel(it: Workspace, personId: string): Channel {
  const id = `D${personId.slice(1)}`
  const known = it.channels.get(id)
  if (known) return known
  const channel = newChannel({ id, name: id, kind: 'im' }, it.now())
  for (const member of [personId, it.bot.id]) channel.members.add(member)
  it.channels.set(id, channel)
  return channel
}

export const isWithApp = (it: Workspace, channel: Channel): boolean =>
  channel.kind === 'im' && channel.members.has(it.bot.id)

export const isStranger = (it: Workspace, person: Person): boolean => person.teamId !== it.team.id
