import { idFor } from './person.ts'

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim'

export interface Channel {
  id: string
  name: string
  kind: ChannelKind
  members: Set<string>
  isArchived: boolean
  /** Shared with another team: strangers may be members. */
  isShared: boolean
  created: Date
}

export type NewChannel = Partial<Omit<Channel, 'members'>> & { name: string; members?: string[] }

export function newChannel({ members = [], ...wish }: NewChannel, now: Date): Channel {
  return {
    id: idFor('C', wish.name),
    kind: 'public',
    isArchived: false,
    isShared: false,
    created: now,
    ...wish,
    members: new Set(members),
  }
}

/** What payloads call a channel: only public ones go by their name. */
export const payloadName = (it: Channel): string =>
  it.kind === 'im' ? 'directmessage' : it.kind === 'public' ? it.name : 'privategroup'
