import type { Log } from '../../log.ts'
import { type Home, type Modal, safe, type Words } from '../blocks.ts'
import type { Answer } from './answer.ts'
import type { Clients } from './clients.ts'
import type { Told } from './told.ts'
import { loadingModal } from './waiting.view.ts'

/** A modal of ours that is on somebody's screen now. */
export interface Opened {
  id: string
  hash: string
}

const MODALS = 3

/** Spends the trigger at once. On top of three modals there is no room: then the uppermost is drawn over. */
export async function openLoading({ quick }: Clients, told: Told, title: string): Promise<Opened | null> {
  if (!told.triggerId) return null
  const opening = { trigger_id: told.triggerId, view: loadingModal(title) }
  if (told.place.in !== 'modal') return openedBy(await quick.views.open(opening))
  const { view } = told.place
  if (view.depth < MODALS) return openedBy(await quick.views.push(opening))
  return openedBy(await quick.views.update({ view_id: view.id, hash: view.hash, view: opening.view }))
}

const openedBy = ({ view }: { view?: { id?: string; hash?: string } | undefined }): Opened | null =>
  view?.id ? { id: view.id, hash: view.hash ?? '' } : null

interface Stage {
  clients: Clients
  told: Told
  opened: Opened | null
  log: Log
  drawHome: (note?: Words) => Promise<Home>
}

/** Everything of an answer that is not an acknowledgement, each by the call that Slack has for it. */
export async function perform(answer: Answer, stage: Stage): Promise<void> {
  const { told, opened } = stage
  const isShown = opened !== null || told.place.in === 'modal'
  if (answer.modal) await show(answer.modal, stage)
  else if (opened && answer.note) await show(noteModal(answer.note), stage)
  if (answer.message) await replace(answer.message, stage)
  if (answer.home) await publish(stage, told.place.in === 'home' || answer.closes ? answer.note : undefined)
  else if (answer.note && told.place.in === 'home' && !opened) await publish(stage, answer.note)
  if (answer.note && told.place.in !== 'home' && !isShown) await say(answer.note, stage)
}

const noteModal = ({ text, blocks }: Words): Modal => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Usher' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: blocks ?? [{ type: 'section', text: { type: 'mrkdwn', text: safe(text) } }],
})

async function show(view: Modal, { clients: { quick }, told, opened }: Stage): Promise<void> {
  const shown = opened ?? (told.place.in === 'modal' ? told.place.view : null)
  // Without the hash where it was just opened by us: nobody else can have changed it, and it may be slow to settle.
  if (shown) await quick.views.update({ view_id: shown.id, view, ...(opened ? {} : hashOf(shown)) })
  else if (told.triggerId) await quick.views.open({ trigger_id: told.triggerId, view })
}

const hashOf = ({ hash }: { hash: string }) => (hash ? { hash } : {})

async function publish(
  { clients: { quick }, told, drawHome }: Stage,
  note: Words | undefined,
): Promise<void> {
  await quick.views.publish({ user_id: told.who.slackUserId, view: await drawHome(note) })
}

/** The message that was clicked in. An ephemeral one can be changed only through the address Slack gave with the click. */
async function replace(words: Words, { clients: { quick }, told }: Stage): Promise<void> {
  if (told.place.in !== 'message') return
  const { channelId: channel, messageTs: ts, isEphemeral } = told.place
  if (isEphemeral && told.responseUrl) await respond(told.responseUrl, { ...words, replace_original: true })
  else await quick.chat.update({ channel, ts, ...words })
}

/** To nobody else: where they are if Slack still takes it there, else in their own messages. */
async function say(words: Words, { clients: { quick }, told, log }: Stage): Promise<void> {
  if (told.responseUrl) {
    const isHeard = await respond(told.responseUrl, {
      ...words,
      response_type: 'ephemeral',
      replace_original: false,
    })
    if (isHeard) return
    log.debug('The response address is used up or too old; telling them directly')
  }
  if (told.who.slackUserId) await quick.chat.postMessage({ channel: told.who.slackUserId, ...words })
}

const RESPOND_MS = 5_000

async function respond(url: string, words: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(words),
    signal: AbortSignal.timeout(RESPOND_MS),
    redirect: 'error',
  }).catch(() => null)
  return answer?.ok ?? false
}
