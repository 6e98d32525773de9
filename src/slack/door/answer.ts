import type { SlackProfile } from '../../domain/slack-profile.ts'
import type { Context, Outside } from '../../usecases/context.ts'
import type { Speaker, Unknown } from '../../usecases/slack/who-speaks.ts'
import type { Home, Modal, Words } from '../blocks.ts'
import type { Told } from './told.ts'

/** What Slack shows next. A listener only says it; `perform` knows by which calls. */
export interface Answer {
  /** The modal that was just opened, sent or clicked in shows this now. */
  modal?: Modal
  /** Beside the fields of the form that was sent, by their names. */
  errors?: Record<string, string>
  /** The form was sent, and every modal closes. */
  closes?: boolean
  /** To this person alone: where they are, in passing. */
  note?: Words
  /** Their Home is drawn anew (the entrance, for whoever is not known), elsewhere if said so, with the note on top of it. */
  home?: 'again' | HomePlace
  /** The message that was clicked in shows this instead, for everybody who sees it. */
  message?: Words
  /** Entries for a select that looks things up. */
  options?: { text: string; value: string }[]
}

/** What a Home shows: an area, and whatever else that area keeps (a filter, a search, a page). */
export interface HomePlace {
  area: string
  [more: string]: string
}

/** Somebody we know has done something. */
export interface Heard extends Told {
  ctx: Context
  speaker: Speaker
  /** A modal of ours is in front of them, and will show the answer: what is secret may stand in it. */
  showsModal: boolean
  /** What Slack knows somebody's e-mail address to be; null where it does not say, or they are no colleague. */
  emailOf(slackUserId: string): Promise<string | null>
}

/** Somebody has done something that one need not be known for. */
export interface HeardFromAnybody extends Told {
  outside: Outside
  speaker: Speaker | Unknown
  /** What Slack says of them now. */
  profile(): Promise<SlackProfile>
  /** Slack has said that this workspace does not want us any more. */
  leave(at: Date): Promise<void>
}

export interface Reaction {
  /** The title of a modal that opens at once, before anything is looked up: the trigger dies in three seconds. */
  opens?: string | ((told: Told) => string | null)
  react: (heard: Heard) => Promise<Answer> | Answer
}

export interface OpenReaction {
  opens?: Reaction['opens']
  reactToAnybody: (heard: HeardFromAnybody) => Promise<Answer> | Answer
}

export type AnyReaction = Reaction | OpenReaction

/** The Home of somebody we may not say anything to: what they are offered instead. */
export type DrawEntrance = (why: Unknown['why'] | 'stranger', note?: Words) => Home

export type DrawHome = (
  heard: { ctx: Context; speaker: Speaker },
  place: HomePlace,
  note?: Words,
) => Promise<Home>

export const acting = (react: Reaction['react']): Reaction => ({ react })
export const opening = (opens: NonNullable<Reaction['opens']>, react: Reaction['react']): Reaction => ({
  opens,
  react,
})
