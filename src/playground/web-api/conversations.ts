import type { Channel } from '../workspace/channel.ts'
import { newChannel } from '../workspace/channel.ts'
import { freshId } from '../workspace/ids.ts'
import { directChannel } from '../workspace/people.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type Args, isYes, needed, word } from './arguments.ts'
import { knownChannel } from './chat.ts'
import type { Caller, Entry, Method } from './method.ts'
import { page } from './page.ts'
import { SlackError } from './slack-error.ts'

const open: Method = (it, args, caller) => {
  const known = word(args, 'channel')
  const channel = known
    ? knownChannel(it, known)
    : between(it, (word(args, 'users') ?? '').split(','), caller)
  return { channel: isYes(args, 'return_im') ? conversation(it, channel) : { id: channel.id } }
}

function between(it: Workspace, ids: string[], caller: Caller): Channel {
  const users = ids.map((id) => id.trim()).filter(Boolean)
  if (users.length === 0) throw new SlackError('users_list_not_supplied')
  for (const id of users) mayBeWrittenTo(it, id)
  const [only = ''] = users
  if (users.length === 1) return directChannel(it, only)
  if (!caller.scopes.includes('mpim:write')) throw missingScope('mpim:write', caller)
  const channel = newChannel(
    { id: freshId('G'), name: 'mpdm', kind: 'mpim', members: [...users, it.bot.id] },
    it.now(),
  )
  it.channels.set(channel.id, channel)
  return channel
}

function mayBeWrittenTo(it: Workspace, id: string): void {
  const person = it.people.get(id)
  if (!person) throw new SlackError('user_not_found')
  if (person.isDeleted) throw new SlackError('user_disabled')
  if (person.isBot) throw new SlackError('cannot_dm_bot')
}

const READ_SCOPES = { public: 'channels:read', private: 'groups:read', im: 'im:read', mpim: 'mpim:read' }

export const missingScope = (scope: string, caller: Caller): SlackError =>
  new SlackError('missing_scope', { needed: scope, provided: caller.scopes.join(',') })

function readable(it: Workspace, args: Args, caller: Caller): Channel {
  const channel = knownChannel(it, needed(args, 'channel'))
  const scope = READ_SCOPES[channel.kind]
  if (!caller.scopes.includes(scope)) throw missingScope(scope, caller)
  return channel
}

const info: Method = (it, args, caller) => ({ channel: conversation(it, readable(it, args, caller)) })

const members: Method = (it, args, caller) => {
  const { items, next } = page([...readable(it, args, caller).members], args, 100)
  return { members: items, response_metadata: { next_cursor: next } }
}

const KIND_WORDS: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

const list: Method = (it, args, caller) => {
  const kinds = (word(args, 'types') ?? 'public_channel').split(',').map((type) => KIND_WORDS[type.trim()])
  for (const kind of kinds) {
    if (!kind) throw new SlackError('invalid_types')
    if (!caller.scopes.includes(READ_SCOPES[kind])) throw missingScope(READ_SCOPES[kind], caller)
  }
  const all = [...it.channels.values()]
    .filter((one) => kinds.includes(one.kind) && (one.kind === 'public' || one.members.has(it.bot.id)))
    .filter((one) => !(isYes(args, 'exclude_archived') && one.isArchived))
  const { items, next } = page(all, args, 100)
  return { channels: items.map((one) => conversation(it, one)), response_metadata: { next_cursor: next } }
}

const join: Method = (it, args) => {
  const channel = knownChannel(it, needed(args, 'channel'))
  if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackError('is_archived')
  channel.members.add(it.bot.id)
  return { channel: conversation(it, channel) }
}

export const conversationMethods: Record<string, Entry> = {
  'conversations.open': { run: open, scope: 'im:write' },
  'conversations.info': { run: info, scope: null },
  'conversations.members': { run: members, scope: null },
  'conversations.list': { run: list, scope: null },
  'conversations.join': { run: join, scope: 'channels:join' },
}

const conversation = (it: Workspace, channel: Channel): Record<string, unknown> => ({
  id: channel.id,
  created: Math.floor(channel.created.getTime() / 1000),
  is_archived: channel.isArchived,
  is_im: channel.kind === 'im',
  is_mpim: channel.kind === 'mpim',
  context_team_id: it.team.id,
  ...(channel.kind === 'im'
    ? { user: [...channel.members].find((id) => id !== it.bot.id), is_org_shared: false, is_open: true }
    : {
        name: channel.name,
        name_normalized: channel.name,
        is_channel: channel.kind === 'public',
        is_group: channel.kind === 'private',
        is_private: channel.kind !== 'public',
        is_member: channel.members.has(it.bot.id),
        is_general: channel.name === 'general',
        is_ext_shared: channel.isShared,
        is_shared: channel.isShared,
        num_members: channel.members.size,
      }),
})
