import { setTimeout as pause } from 'node:timers/promises'
import { newRequestId } from '../../caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import { actingAs, type Outside } from '../../usecases/context.ts'
import { endDeed, hearFrom, unhear } from '../../usecases/slack/hear-from.ts'
import { type Speaker, type Unknown, whoSpeaks } from '../../usecases/slack/who-speaks.ts'
import { option } from '../blocks.ts'
import type { SlackNeeds } from '../needs.ts'
import type { Answer, AnyReaction, DrawEntrance, DrawHome, HeardFromAnybody } from './answer.ts'
import type { Clients } from './clients.ts'
import { drawingSafely, placeIn } from './draw-safely.ts'
import { emailKnownTo } from './email-known.ts'
import { InTurn } from './in-turn.ts'
import { Newest } from './newest.ts'
import { openFirst } from './open-first.ts'
import { isSaid, type Opened, perform, say } from './perform.ts'
import { askForProfile } from './profile.ts'
import type { Body } from './read-body.ts'
import { Recently } from './recently.ts'
import { helped } from './refusal-help.ts'
import { StillThere } from './still-there.ts'
import { type Told, tell } from './told.ts'
import { bareHome, bug, type Trouble } from './trouble.view.ts'
import { formHeardBefore, late, placed, troubleAnswer, troublesIn } from './trouble-answer.ts'
import { closedMeanwhile, tooLate, workingModal } from './waiting.view.ts'
import type { Workspaces } from './workspaces.ts'

/** How long this door waits before it does without, in milliseconds. */
export interface Pace {
  /** A form's answer goes into its acknowledgement when it is ready by then; Slack waits three seconds at most. */
  form: number
  /** What was found for a search; later than this nothing was, and the next letter that is typed asks again. */
  options: number
  /** Slack has taken an acknowledgement by then; what is drawn before it would be drawn over by it. */
  settled: number
  surelySettled: number
}

const usualPace: Pace = { form: 800, options: 800, settled: 300, surelySettled: 1_500 }

export type Ack = (answer?: unknown) => Promise<void>

export interface Hearing extends SlackNeeds {
  workspaces: Workspaces
  reactionTo(told: Told): AnyReaction
  /** What somebody hears of whom we may not say anything to. */
  toUnknown(heard: HeardFromAnybody): Answer
  drawHome: DrawHome
  drawEntrance: DrawEntrance
  pace?: Pace
}

/** One deed on its way through this door. */
interface Deed {
  told: Told
  reaction: AnyReaction
  outside: Outside
  requestId: string
  /** The modal that was opened for it. */
  opened?: Opened
  /** Known once it has been looked up; the Home is drawn for them. */
  speaker?: Speaker
  /** Somebody waits for its end, and would be told if it never came. */
  isNoted?: boolean
}

/**
 * Every deed takes the same way: acknowledge, see that it is for us, open what must be open in three seconds,
 * hear it once, find out who speaks, react, perform. Nothing is looked up before the acknowledgement.
 */
export function hearing(needs: Hearing): (body: Body, ack: Ack) => Promise<void> {
  const { log, pace = usualPace } = needs
  const recently = new Recently<Answer | null>()
  const newest = new Newest()
  const homes = new InTurn()
  const stillThere = new StillThere()
  const drawHome = drawingSafely(needs)

  return async (body, ack) => {
    const told = tell(body)
    if (!told) {
      log.warn({ type: body.type }, 'Slack has sent something nobody here knows')
      return ack()
    }
    const requestId = newRequestId()
    const outside = needs.begin({ requestId, surface: 'slack', ip: null })
    const deed: Deed = { told, reaction: needs.reactionTo(told), outside, requestId }
    const noted = noting(deed)
    if (told.deed === 'options') return hearQuestion(deed, ack).finally(noted)
    const viewId = told.place.in === 'modal' ? told.place.view.id : null
    newest.begin(viewId, deed)
    const heard = told.deed === 'submission' ? hearForm(deed, ack) : ack().then(() => hear(deed))
    await heard.finally(() => {
      newest.end(viewId, deed)
      noted()
      return over(deed)
    })
  }

  /** One line for each deed, when it is over; the audit and every complaint of it have the same number. */
  function noting({ told: { deed, name, who }, requestId }: Deed): () => void {
    const startedAt = performance.now()
    return () => {
      const ms = Math.round(performance.now() - startedAt)
      log.info({ requestId, deed, name, teamId: who.teamId, ms }, `${deed} ${name}`)
    }
  }

  /** Not noted as over, it is told as interrupted: no harm. */
  async function over({ told, outside, isNoted }: Deed): Promise<void> {
    if (isNoted && told.key) await endDeed(outside, told.key).catch(() => {})
  }

  /** Whoever delivers it again while it is being done has nothing to wait for but its end. */
  async function hear(deed: Deed): Promise<void> {
    const { told } = deed
    const clients = await ours(told)
    if (!clients) return
    await recently.once(told.key, async () => {
      const opening = await openFirst(deed.reaction, told, clients)
      if (opening === 'taken') return null
      if (typeof opening === 'object' && 'fault' in opening) {
        log.warn(
          { err: opening.fault, name: told.name },
          'The modal could not be opened, so nothing was done',
        )
        await show(deed, clients, { note: { text: tooLate } })
        return null
      }
      if (opening !== 'nothing-to-open') deed.opened = opening
      await show(deed, clients, await answerTo(deed))
      return null
    }).done
  }

  /** Repeated, a form gets the same answer; it is performed once. */
  async function hearForm(deed: Deed, ack: Ack): Promise<void> {
    const { told } = deed
    const { done, isFirst } = recently.once(told.key, () => answerIfOurs(deed, { closes: true }))
    const inTime = await Promise.race([done, pause(pace.form, null)])
    const title = told.place.in === 'modal' ? told.place.view.title : ''
    const name = `working ${told.key}`
    await ack(
      inTime ? acknowledgement(inTime) : { response_action: 'update', view: workingModal(title, name) },
    )
    if (!isFirst) return
    const answer = (await done) ?? {}
    const clients = await ours(told)
    if (!clients) return
    if (!inTime) return showLate(deed, clients, late(told, answer), name)
    // What the acknowledgement has shown already is not shown again.
    const { modal, errors: _errors, note, ...rest } = answer
    await show(deed, clients, note && !modal ? { ...rest, note } : rest)
  }

  async function hearQuestion(deed: Deed, ack: Ack): Promise<void> {
    const answer = await Promise.race([answerIfOurs(deed, {}), pause(pace.options, null)])
    await ack({ options: (answer?.options ?? []).slice(0, 100).map(option) })
  }

  async function ours(told: Told): Promise<Clients | null> {
    const clients = await needs.workspaces.of(told)
    // Events go on arriving for a while from a workspace that has thrown us out.
    const isLoud = told.name !== 'app_uninstalled' && told.name !== 'tokens_revoked'
    if (!clients)
      log[isLoud ? 'warn' : 'info'](
        { teamId: told.who.teamId, appId: told.appId },
        'Signed by Slack, but not for us',
      )
    return clients
  }

  /** Never throws. */
  async function answerIfOurs(deed: Deed, otherwise: Answer): Promise<Answer> {
    try {
      return (await ours(deed.told)) ? await answerTo(deed) : otherwise
    } catch (fault) {
      return troubleAnswer(deed.told, explain(fault, deed))
    }
  }

  /** Never throws: what went wrong is an answer too. */
  async function answerTo(deed: Deed): Promise<Answer> {
    const { told, outside } = deed
    const isForm = told.deed === 'submission'
    try {
      const { isFirst, speaker } = await hearFrom(outside, told.key, told.who, isAwaited(told))
      deed.isNoted = isFirst && isAwaited(told) && 'actor' in speaker
      if (!isFirst) return isForm ? formHeardBefore(told) : {}
      const answer = placed(told, await react(deed, await seen(deed, speaker)))
      if (answer.errors) await mayComeAgain(deed)
      return answer
    } catch (fault) {
      if (isForm) await mayComeAgain(deed)
      return troubleAnswer(told, explain(fault, deed))
    }
  }

  /** Whoever has become a guest, or is gone, without our hearing of it. */
  async function seen({ told, outside }: Deed, speaker: Speaker | Unknown): Promise<Speaker | Unknown> {
    const isOwnDeed = told.deed !== 'event' || told.name === 'app_home_opened'
    const clients = 'actor' in speaker && isOwnDeed && !told.isStranger && (await needs.workspaces.of(told))
    return clients && 'actor' in speaker ? stillThere.check(outside, clients, speaker) : speaker
  }

  /** It was refused: the same form, corrected, has the same view and hash. */
  async function mayComeAgain({ told, outside }: Deed): Promise<void> {
    if (!told.key) return
    await unhear(outside, told.key).catch(() => {})
    recently.release(told.key)
  }

  async function react(deed: Deed, speaker: Awaited<ReturnType<typeof whoSpeaks>>): Promise<Answer> {
    const { told, reaction, outside } = deed
    const isKnown = 'actor' in speaker && !told.isStranger
    if (isKnown) deed.speaker = speaker
    if ('reactToAnybody' in reaction || !isKnown) {
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
    const ctx = actingAs(outside, speaker.actor)
    const heard = {
      ...told,
      ctx,
      speaker,
      showsModal: Boolean(deed.opened) || told.place.in === 'modal',
      emailOf: async (slackUserId: string) => {
        const clients = await ours(told)
        return clients && emailKnownTo(clients, slackUserId)
      },
    }
    return helped(ctx, told.name, () => reaction.react(heard))
  }

  function toSlack(told: Told): Pick<HeardFromAnybody, 'profile' | 'leave'> {
    const profile = async () => {
      const clients = await needs.workspaces.of(told)
      if (!clients) throw new Refusal('slack-silent')
      return askForProfile(clients, told.who)
    }
    return { profile, leave: (at) => needs.workspaces.forget(told.who.teamId, at) }
  }

  /** A bug is in the log, once, by the number that they see. */
  function explain(fault: unknown, { told, requestId }: Deed): Trouble[] {
    const troubles = troublesIn(fault)
    if (troubles.length > 0) return troubles
    log.error({ err: fault, requestId, deed: told.deed, name: told.name }, `${told.deed} ${told.name} failed`)
    return [bug(requestId)]
  }

  async function show(deed: Deed, clients: Clients, answer: Answer): Promise<void> {
    const { told, opened = null } = deed
    const isNewest = () => told.place.in === 'modal' && newest.is(told.place.view.id, deed)
    const atHome: Parameters<typeof perform>[1]['atHome'] = (note, publish) =>
      homes.run(`${told.who.teamId} ${told.who.slackUserId}`, async () => {
        const home = await homeFor(deed, answer.home ?? 'again', note)
        if (home) await publish(home)
      })
    await perform(answer, { clients, told, opened, log, requestId: deed.requestId, isNewest, atHome })
  }

  /** Drawn anew, it is drawn for who they are by then, and where: while it waited its turn they may have gone on. */
  async function homeFor(deed: Deed, wanted: NonNullable<Answer['home']>, note: Answer['note']) {
    const { told, outside, speaker } = deed
    if (!speaker) return homeOfAnybody(deed, note)
    if (wanted !== 'again') return drawHome(outside, speaker, wanted, note)
    const now = await whoSpeaks(outside, told.who)
    return 'actor' in now ? drawHome(outside, now, placeIn(now.home), note) : null
  }

  /** Of whoever is not known, or has just become known, or is so no more. */
  async function homeOfAnybody({ told, outside }: Deed, note: Answer['note']) {
    const now = await whoSpeaks(outside, told.who).catch(() => null)
    if (!now) return note ? bareHome(note) : null
    if (told.isStranger) return needs.drawEntrance('stranger', note)
    return 'actor' in now
      ? drawHome(outside, now, placeIn(now.home), note)
      : needs.drawEntrance(now.why, note)
  }

  /** Over "Working on it…", once that is there; to them alone where they have closed it. */
  async function showLate(deed: Deed, clients: Clients, { modal, ...rest }: Answer, name: string) {
    const { told } = deed
    const update = (which: object) => clients.quick.views.update({ ...which, view: modal } as never)
    const isGone = (fault: unknown) => {
      if (!isSaid(fault, 'not_found')) throw fault
      return 'gone'
    }
    const shown = async () => {
      await pause(pace.settled)
      const first = await update({ external_id: name }).catch(isGone)
      if (first !== 'gone' || told.place.in !== 'modal') return first
      await pause(pace.surelySettled)
      return update({ view_id: told.place.view.id }).catch(isGone)
    }
    const result = await shown().catch((err: unknown) =>
      log.warn({ err, name: told.name }, 'Slack did not take an answer'),
    )
    if (result === 'gone')
      await say({ text: closedMeanwhile }, { told, clients, log }).catch((err: unknown) =>
        log.warn({ err, name: told.name }, 'Slack did not take an answer'),
      )
    const { note: _shown, ...others } = rest
    await show(deed, clients, others)
  }
}

/** Nobody looks for what becomes of the rest. */
const isAwaited = ({ deed }: Told): boolean =>
  deed === 'command' || deed === 'action' || deed === 'shortcut' || deed === 'submission'

const acknowledgement = ({ errors, modal, closes }: Answer): unknown => {
  if (errors) return { response_action: 'errors', errors }
  if (modal) return { response_action: 'update', view: modal }
  return closes ? { response_action: 'clear' } : undefined
}

const refusedAs = (speaker: Awaited<ReturnType<typeof whoSpeaks>>) =>
  'actor' in speaker ? ({ why: 'unbound' } as const) : speaker
