import { webApi } from '@slack/bolt'
import type { Log } from '../../log.ts'
import { type Home, type Modal, modal, safe, section, type Words } from '../blocks.ts'
import type { Answer } from './answer.ts'
import type { Clients } from './clients.ts'
import type { Told } from './told.ts'
import { bug, troubleNote } from './trouble.view.ts'
import { noteInModal } from './trouble-answer.ts'
import { doneModal, notShown } from './waiting.view.ts'

/** A modal of ours that is on somebody's screen now. */
export interface Opened {
  id: string
  title: string
}

interface Stage {
  clients: Clients
  told: Told
  opened: Opened | null
  log: Log
  requestId: string
  /** Nothing was done since in the modal that was clicked in. */
  isNewest(): boolean
  /** Draws their Home, and has it published by the call that is handed in. */
  atHome(note: Words | undefined, publish: (home: Home) => Promise<unknown>): Promise<void>
}

/** Everything of an answer that is not an acknowledgement, each by the call that Slack has for it; one that fails stops no other. */
export async function perform(answer: Answer, stage: Stage): Promise<void> {
  const { log, told, requestId } = stage
  const notePlace = answer.note ? placeOfNote(answer, stage) : null
  const steps: (() => Promise<unknown> | false | undefined)[] = [
    () => inModal(answer, notePlace, stage).catch((fault: unknown) => instead(fault, stage)),
    () => answer.message && replace(answer.message, stage),
    () =>
      (answer.home || notePlace === 'home') && publish(stage, notePlace === 'home' ? answer.note : undefined),
    () => answer.note && notePlace === 'said' && say(answer.note, stage),
  ]
  for (const step of steps)
    await Promise.resolve(step()).catch((err: unknown) =>
      log.warn({ err, requestId, deed: told.deed, name: told.name }, 'Slack did not take an answer'),
    )
}

/** Slack will not have this view: whoever waits before "One moment…" is told so. */
async function instead(fault: unknown, { opened, requestId, clients }: Stage): Promise<void> {
  if (opened && fault instanceof webApi.WebAPIPlatformError) {
    const view = noteModal(troubleNote(bug(requestId)))
    await clients.quick.views.update({ view_id: opened.id, view }).catch(() => {})
  }
  throw fault
}

type NotePlace = 'modal' | 'home' | 'said' | null

/** On what they look at, if it is still there; else in a word to them alone. What a modal shows needs no word besides. */
function placeOfNote({ modal, home, closes }: Answer, { told, opened }: Stage): NotePlace {
  if (modal && (opened || told.place.in === 'modal')) return home && closes ? 'home' : null
  if (opened) return 'modal'
  if (told.place.in === 'home') return 'home'
  if (told.place.in !== 'modal') return 'said'
  if (told.deed === 'submission' || told.deed === 'closing') return home ? 'home' : 'said'
  return 'modal'
}

async function inModal({ modal, note }: Answer, notePlace: NotePlace, stage: Stage): Promise<void> {
  const { opened, told } = stage
  if (modal) await show(modal, stage)
  else if (opened) await draw(note ? noteModal(note) : doneModal(), opened.id, stage)
  else if (note && notePlace === 'modal') await show(noteInModal(told, note), stage)
}

const noteModal = ({ text, blocks }: Words): Modal =>
  modal({ title: 'Usher', blocks: blocks ?? [section(safe(text))] })

async function show(view: Modal, stage: Stage): Promise<void> {
  const { opened, told, clients } = stage
  // Without the hash where it was just opened by us: nobody else can have changed it, and it may be slow to settle.
  if (opened) return draw(view, opened.id, stage)
  if (told.place.in === 'modal') return redraw(view, told.place.view, stage)
  if (!told.triggerId) return
  await clients.quick.views.open({ trigger_id: told.triggerId, view }).catch((fault: unknown) => {
    if (isSaid(fault, 'expired_trigger_id', 'exchanged_trigger_id')) return say({ text: notShown }, stage)
    throw fault
  })
}

/** Closed meanwhile, there is nothing to draw on, and nobody who looks. */
async function draw(view: Modal, view_id: string, { clients, log }: Stage): Promise<void> {
  await clients.quick.views.update({ view_id, view }).catch((fault: unknown) => {
    if (!isSaid(fault, 'not_found')) throw fault
    log.debug('The modal was closed before it could show anything')
  })
}

/** Another click has drawn there first: the newest click has the last word, whichever was answered first. */
async function redraw(view: Modal, { id, hash }: { id: string; hash: string }, stage: Stage): Promise<void> {
  const { clients, isNewest } = stage
  await clients.quick.views
    .update({ view_id: id, view, ...(hash ? { hash } : {}) })
    .catch(async (fault: unknown) => {
      if (isSaid(fault, 'not_found')) return
      if (!isSaid(fault, 'hash_conflict')) throw fault
      if (isNewest()) await draw(view, id, stage)
    })
}

/** No trigger hurries it, and a Home that was given up on stays as it was: or empty, for whoever is new. */
const publish = ({ clients: { patient }, told, atHome }: Stage, note: Words | undefined): Promise<void> =>
  atHome(note, (view) => patient.views.publish({ user_id: told.who.slackUserId, view }))

/** The message that was clicked in. An ephemeral one can be changed only through the address Slack gave with the click. */
async function replace(words: Words, stage: Stage): Promise<void> {
  const { told, clients } = stage
  if (told.place.in !== 'message') return
  const { channelId: channel, messageTs: ts, isEphemeral } = told.place
  if (!isEphemeral) return void (await clients.quick.chat.update({ channel, ts, ...words }))
  const isReplaced =
    told.responseUrl && (await respond(told.responseUrl, { ...words, replace_original: true }))
  if (!isReplaced) await tellDirectly(words, stage)
}

/** To nobody else: where they are if Slack still takes it there, else in their own messages. */
export async function say(words: Words, stage: Pick<Stage, 'told' | 'clients' | 'log'>): Promise<void> {
  const { told, log } = stage
  const said = { ...words, response_type: 'ephemeral', replace_original: false }
  if (told.responseUrl && (await respond(told.responseUrl, said))) return
  if (told.responseUrl) log.debug('The response address is used up or too old; telling them directly')
  await tellDirectly(words, stage)
}

async function tellDirectly(words: Words, { told, clients }: Pick<Stage, 'told' | 'clients'>): Promise<void> {
  const channel = told.who.slackUserId
  if (channel) await clients.quick.chat.postMessage({ channel, ...words })
}

export const isSaid = (fault: unknown, ...errors: string[]): boolean =>
  fault instanceof webApi.WebAPIPlatformError && errors.includes(fault.data.error)

const RESPOND_MS = 5_000

async function respond(url: string, words: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(words),
    signal: AbortSignal.timeout(RESPOND_MS),
    redirect: 'error',
  }).catch(() => null)
  await answer?.body?.cancel()
  return answer?.ok ?? false
}
