import { isStranger } from '../workspace/people.ts'
import type { Person } from '../workspace/person.ts'
import { personPayload } from '../workspace/person-payload.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { needed } from './arguments.ts'
import type { Caller, Entry, Method } from './method.ts'
import { page } from './page.ts'
import { SlackError } from './slack-error.ts'

const seen = (it: Workspace, person: Person, caller: Caller): Record<string, unknown> =>
  personPayload(it, person, caller.scopes.includes('users:read.email'))

const info: Method = (it, args, caller) => {
  const person = it.people.get(needed(args, 'user'))
  if (!person) throw new SlackError('user_not_found')
  return { user: seen(it, person, caller) }
}

const lookupByEmail: Method = (it, args, caller) => {
  const email = needed(args, 'email').toLowerCase()
  const person = [...it.people.values()].find((one) => one.email?.toLowerCase() === email)
  if (!person || person.isDeleted || isStranger(it, person)) throw new SlackError('users_not_found')
  return { user: seen(it, person, caller) }
}

const list: Method = (it, args, caller) => {
  const { items, next } = page([...it.people.values()], args, 200)
  return {
    members: items.map((one) => seen(it, one, caller)),
    cache_ts: Math.floor(it.now().getTime() / 1000),
    response_metadata: { next_cursor: next },
  }
}

export const userMethods: Record<string, Entry> = {
  'users.info': { run: info, scope: 'users:read' },
  'users.lookupByEmail': { run: lookupByEmail, scope: 'users:read.email' },
  'users.list': { run: list, scope: 'users:read' },
}
