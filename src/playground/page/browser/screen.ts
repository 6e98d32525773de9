import type { DeedAnswer } from '../../human-api/deeds.ts'
import type { ScreenState } from '../../human-api/state.ts'

export type {
  ChannelState,
  MessageState,
  PersonState,
  ScreenState,
  ViewState,
} from '../../human-api/state.ts'
export type { Block, Confirm, Element as KitElement, Option, Text } from '../../workspace/kit.ts'

export interface Letter {
  id: string
  to: string
  subject: string
  at: string
}

export type Panel = 'try' | 'mailbox' | 'clock' | 'log'

/** Where somebody looks; what is kept in the address, so that two windows can be two people. */
export interface Place {
  as: string
  /** A channel's id, or `home`. */
  room: string
  panel: Panel
}

interface Seen {
  screen: ScreenState | null
  letters: Letter[]
  /** What the clock here lacks to the playground's. */
  aheadMs: number
  isOffline: boolean
  place: Place
  /** On narrow screens one thing at a time. */
  drawer: 'rooms' | 'panel' | null
  openLetter: string | null
  busy: Set<string>
  /** Entries on their way. */
  entering: number
  /** By person and room: the newest that has been looked at. */
  read: Map<string, string>
  readLetters: number
  drafts: Map<string, string>
  /** The one menu that is open, by its key. */
  menu: string | null
  troubles: DeedAnswer['trouble'][]
}

const fromAddress = (): Place => {
  const said = new URLSearchParams(location.hash.slice(1))
  const panel = said.get('panel') as Panel | null
  return { as: said.get('as') ?? 'ada', room: said.get('room') ?? 'home', panel: panel ?? 'try' }
}

/** All that the page knows. Drawn anew whenever something in it changes. */
export const seen: Seen = {
  screen: null,
  letters: [],
  aheadMs: 0,
  isOffline: false,
  place: fromAddress(),
  drawer: null,
  openLetter: null,
  busy: new Set(),
  entering: 0,
  read: new Map(),
  readLetters: -1,
  drafts: new Map(),
  menu: null,
  troubles: [],
}

export const now = (): Date => new Date(Date.now() + seen.aheadMs)
export const reader = (): { now: Date } => ({ now: now() })

let draws: (() => void)[] = []
export const onChange = (draw: () => void): void => {
  draws = [...draws, draw]
}

let isPlanned = false
/** Draws once, however much has changed in this moment. */
export function changed(): void {
  if (isPlanned) return
  isPlanned = true
  setTimeout(() => {
    isPlanned = false
    for (const draw of draws) draw()
  })
}

export function goTo(place: Partial<Place>): void {
  seen.place = { ...seen.place, ...place }
  seen.menu = null
  history.replaceState(null, '', `#${new URLSearchParams({ ...seen.place })}`)
  changed()
}
