import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { actingAs, type Outside } from '../../usecases/context.ts'
import { hearOnce, unhear } from '../../usecases/slack/hear-once.ts'
import { type Speaker, whoSpeaks } from '../../usecases/slack/who-speaks.ts'
import type { Modal } from '../blocks.ts'
import type { SlackNeeds } from '../needs.ts'
import { refusalWords } from '../refusal-words.ts'
import { formAgain } from './again.ts'
import type { Answer, AnyReaction, DrawEntrance, DrawHome, HeardFromAnybody, HomePlace } from './answer.ts'
import type { Clients } from './clients.ts'
import { type Opened, openLoading, perform } from './perform.ts'
import { askForProfile } from './profile.ts'
import type { Body } from './read-body.ts'
import { Recently } from './recently.ts'
import { type Told, tell } from './told.ts'
import { bug, type Trouble, troubleModal, troubleNote } from './trouble.view.ts'
import { doneModal, workingModal } from './waiting.view.ts'
import type { Workspaces } from './workspaces.ts'

/** A form's answer goes into its acknowledgement when it is ready by then; Slack waits three seconds at most. */
const FORM_MS = 800
const OPTIONS_MS = 2_000

export type Ack = (answer?: unknown) => Promise<void>

export interface Hearing extends SlackNeeds {
  workspaces: Workspaces
  reactionTo(told: Told): AnyReaction
  /** What somebody hears of whom we may not say anything to. */
  toUnknown(heard: HeardFromAnybody): Answer
  drawHome: DrawHome
  drawEntrance: DrawEntrance
}

/** One deed on its way through this door. */
interface Deed {
  told: Told
  reaction: AnyReaction
  outside: Outside
  requestId: string
  /** Known once it has been looked up; the Home is drawn for them. */
  speaker?: Speaker
}

/**
 * Every deed takes the same way: acknowledge, see that it is for us, open what must be open in three seconds,
 * hear it once, find out who speaks, react, perform. Nothing is looked up before the acknowledgement.
 */
export function hearing(needs: Hearing): (body: Body, ack: Ack) => Promise<void> {
  const recently = new Recently<Answer>()

  return async (body, ack) => {
    const told = tell(body)
    if (!told) {
      needs.log.warn({ type: body.type }, 'Slack has sent something nobody here knows')
      return ack()
    }
    const requestId = randomBytes(8).toString('hex')
    const outside = needs.begin({ requestId, surface: 'slack', ip: null })
    const deed: Deed = { told, reaction: needs.reactionTo(told), outside, requestId }
    if (told.deed === 'submission') return hearForm(deed, ack)
    if (told.deed === 'options') return hearQuestion(deed, ack)
    await ack()
    await hear(deed)
  }

  async function hear(deed: Deed): Promise<void> {
    const { told } = deed
    const clients = await ours(told)
    if (!clients) return
    let opened: Opened | null = null
    const { done, isFirst } = recently.once(told.key, async () => {
      opened = await open(deed, clients)
      return answerTo(deed)
    })
    if (!isFirst) return
    await show(deed, clients, await done, opened)
  }

  async function hearForm(deed: Deed, ack: Ack): Promise<void> {
    const { told } = deed
    const { done, isFirst } = recently.once(told.key, async () =>
      (await ours(told)) ? answerTo(deed) : { closes: true },
    )
    const inTime = await Promise.race([done, pause(FORM_MS, null)])
    const title = told.place.in === 'modal' ? told.place.view.title : ''
    await ack(
      inTime ? acknowledgement(inTime, told) : { response_action: 'update', view: workingModal(title) },
    )
    if (!isFirst) return
    const answer = await done
    if (answer.errors && told.key) recently.release(told.key)
    const clients = await ours(told)
    if (!clients) return
    // What the acknowledgement has shown already is not shown again.
    const { modal: _shown, ...rest } = answer
    await show(deed, clients, inTime ? rest : late(answer, told), null)
  }

  async function hearQuestion(deed: Deed, ack: Ack): Promise<void> {
    const answer = await Promise.race([answerTo(deed), pause(OPTIONS_MS, null)])
    const options = (answer?.options ?? []).slice(0, 100)
    await ack({ options: options.map(({ text, value }) => ({ text: { type: 'plain_text', text }, value })) })
  }

  async function ours(told: Told): Promise<Clients | null> {
    const clients = await needs.workspaces.of(told)
    // Events go on arriving for a while from a workspace that has thrown us out.
    if (!clients)
      needs.log[told.deed === 'event' ? 'info' : 'warn'](
        { teamId: told.who.teamId, appId: told.appId },
        'Signed by Slack, but not for us',
      )
    return clients
  }

  async function open({ told, reaction }: Deed, clients: Clients): Promise<Opened | null> {
    const { opens } = reaction
    const title = typeof opens === 'function' ? opens(told) : (opens ?? null)
    if (!title) return null
    return openLoading(clients, told, title).catch((err: unknown) => {
      needs.log.warn({ err }, 'The modal could not be opened')
      return null
    })
  }

  /** Never throws: what went wrong is an answer too. */
  async function answerTo(deed: Deed): Promise<Answer> {
    const { told, outside } = deed
    try {
      if (told.key && !(await hearOnce(outside, told.key))) return again
      const answer = await react(deed)
      if (answer.errors && told.key) await unhear(outside, told.key)
      return answer
    } catch (fault) {
      if (told.deed === 'submission' && told.key) {
        recently.release(told.key)
        await unhear(outside, told.key).catch(() => {})
      }
      return troubleAnswer(deed, explain(fault, deed))
    }
  }

  async function react(deed: Deed): Promise<Answer> {
    const { told, reaction, outside } = deed
    const speaker = await whoSpeaks(outside, told.who)
    const isKnown = 'actor' in speaker && !told.isStranger
    if (isKnown) deed.speaker = speaker
    if (isKnown && 'react' in reaction)
      return reaction.react({ ...told, ctx: actingAs(outside, speaker.actor), speaker })
    const heard: HeardFromAnybody = {
      ...told,
      ...toSlack(told),
      outside,
      speaker: isKnown ? speaker : refusedAs(speaker),
    }
    if (!('reactToAnybody' in reaction)) return needs.toUnknown(heard)
    const answer = await reaction.reactToAnybody(heard)
    // It may have changed who they are.
    delete deed.speaker
    return answer
  }

  function toSlack(told: Told): Pick<HeardFromAnybody, 'profile' | 'leave'> {
    const profile = async () => {
      const clients = await needs.workspaces.of(told)
      if (!clients) throw new Refusal('slack-silent')
      return askForProfile(clients, told.who)
    }
    return { profile, leave: (at) => needs.workspaces.forget(told.who.teamId, at) }
  }

  function explain(fault: unknown, { told, requestId }: Deed): Trouble & { all: Trouble[] } {
    if (fault instanceof Refusal) {
      const all: Trouble[] =
        fault.code === 'several-faults' ? severalIn(fault) : [inWords(refusalWords, fault)]
      return { ...(all[0] ?? bug(requestId)), all }
    }
    needs.log.error(
      { err: fault, requestId, deed: told.deed, name: told.name },
      `${told.deed} ${told.name} failed`,
    )
    return { ...bug(requestId), all: [bug(requestId)] }
  }

  async function show(deed: Deed, clients: Clients, answer: Answer, opened: Opened | null): Promise<void> {
    const { told, outside } = deed
    const drawHome = async (note?: Answer['note']) => {
      const speaker = deed.speaker ?? (await whoSpeaks(outside, told.who))
      if (told.isStranger || !('actor' in speaker))
        return needs.drawEntrance(told.isStranger ? 'stranger' : refusedAs(speaker).why, note)
      const place = typeof answer.home === 'object' ? answer.home : placeIn(speaker.home)
      return needs.drawHome({ ctx: actingAs(outside, speaker.actor), speaker }, place, note)
    }
    await perform(answer, { clients, told, opened, log: needs.log, drawHome }).catch((err: unknown) =>
      needs.log.warn({ err, requestId: deed.requestId, name: told.name }, 'Slack did not take an answer'),
    )
  }
}

/** Heard before, on another instance or before a restart. */
const again: Answer = { modal: doneModal('Usher', 'This was received already; there is nothing more to do.') }

const refusedAs = (speaker: Awaited<ReturnType<typeof whoSpeaks>>) =>
  'actor' in speaker ? ({ why: 'unbound' } as const) : speaker

export const placeIn = (kept: unknown): HomePlace =>
  typeof kept === 'object' && kept !== null && 'area' in kept ? (kept as HomePlace) : { area: 'users' }

const severalIn = (fault: Refusal): Trouble[] =>
  (fault as Refusal<'several-faults'>).facts.refusals.map((it) => inWords(refusalWords, it))

/** Where a trouble shows: beside its field, over the form, in the modal, on the Home, or in a word to them alone. */
function troubleAnswer({ told }: Deed, trouble: Trouble & { all: Trouble[] }): Answer {
  if (told.place.in !== 'modal') return { note: troubleNote(trouble) }
  const { view } = told.place
  if (told.deed !== 'submission')
    return { note: troubleNote(trouble), modal: troubleModal(view.title, trouble) }
  const here = new Set(
    (view.blocks as { block_id?: string; type?: string }[])
      .filter((it) => it.type === 'input')
      .map((it) => it.block_id),
  )
  const beside = trouble.all.filter((it) => it.field && here.has(it.field))
  if (beside.length === trouble.all.length)
    return { errors: Object.fromEntries(beside.map((it) => [it.field, it.text])) }
  return {
    modal: formWith(
      told,
      trouble.all.map((it) => it.text),
    ),
  }
}

const formWith = (told: Told, troubles: string[]): Modal => {
  if (told.place.in !== 'modal') throw new Error('Only a form can be shown again')
  const state = (told.body.view as { state?: { values?: Record<string, unknown> } }).state
  return formAgain(told.place.view, troubles, state?.values ?? {})
}

function acknowledgement(answer: Answer, told: Told): unknown {
  if (told.deed !== 'submission') return undefined
  if (answer.errors) return { response_action: 'errors', errors: answer.errors }
  if (answer.modal) return { response_action: 'update', view: answer.modal }
  return answer.closes ? { response_action: 'clear' } : undefined
}

/** The form is gone behind "Working on it…": faults beside its fields bring it back with them on top. */
function late(answer: Answer, told: Told): Answer {
  if (answer.errors) return { ...answer, modal: formWith(told, Object.values(answer.errors)) }
  if (answer.modal) return answer
  return { ...answer, modal: doneModal('Done', ':white_check_mark: Done.') }
}
