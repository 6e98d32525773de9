import { fade } from './faded.ts'
import { freshId } from './ids.ts'
import type { Block, Text } from './kit.ts'
import { giveIds } from './normal.ts'
import { valuesOf } from './values.ts'
import type { View } from './view.ts'
import { freshHash, tell, type Workspace } from './workspace.ts'

/** What stands on people's screens: modals in a stack of three at most, and one Home each. */
export const MOST_MODALS = 3

export type RawView = Record<string, unknown>
export type ScreenFault = 'push_limit_reached' | 'duplicate_external_id' | 'not_found'

export const stackOf = (it: Workspace, person: string): View[] =>
  (it.stacks.get(person) ?? []).flatMap((id) => it.views.get(id) ?? [])

export const topModal = (it: Workspace, person: string): View | null => stackOf(it, person).at(-1) ?? null

export const homeOf = (it: Workspace, person: string): View | null =>
  it.views.get(it.homes.get(person) ?? '') ?? null

/** Opens a first modal; one that was open goes away with everything above it. */
export function openModal(it: Workspace, person: string, raw: RawView): View | ScreenFault {
  const fault = faultIn(it, raw)
  if (fault) return fault
  clearStack(it, person)
  return put(it, person, draw(it, person, raw))
}

export function pushModal(it: Workspace, person: string, raw: RawView): View | ScreenFault {
  const stack = stackOf(it, person)
  const below = stack.at(-1)
  if (!below) return 'not_found'
  if (stack.length >= MOST_MODALS) return 'push_limit_reached'
  const fault = faultIn(it, raw)
  if (fault) return fault
  const view = draw(it, person, raw)
  return put(it, person, { ...view, rootId: below.rootId, previousId: below.id })
}

/** The same view, drawn anew: its place in the stack stays, its hash changes. */
export function redraw(it: Workspace, view: View, raw: RawView): View | ScreenFault {
  const fault = faultIn(it, raw, view.id)
  if (fault) return fault
  const { id, rootId, previousId, values } = view
  const fresh = draw(it, view.person, raw)
  fade(it, id, view.blocks)
  const drawn = { ...fresh, id, rootId, previousId, values: valuesOf(fresh.blocks, values) }
  it.views.set(id, drawn)
  tell(it, { what: view.type, person: view.person })
  return drawn
}

export function publishHome(it: Workspace, person: string, raw: RawView): View | ScreenFault {
  const known = homeOf(it, person)
  if (known) return redraw(it, known, raw)
  const fault = faultIn(it, raw)
  if (fault) return fault
  const view = draw(it, person, raw)
  it.views.set(view.id, view)
  it.homes.set(person, view.id)
  tell(it, { what: 'home', person })
  return view
}

/**
 * What a submission answered with nothing does: the topmost goes, whichever it is by then. One that was pushed with
 * views.push meanwhile is gone at once, as people report of Slack (slack-go #683).
 */
export const closeTop = (it: Workspace, person: string): View[] =>
  remove(it, person, (it.stacks.get(person) ?? []).slice(-1))

/** Takes one modal away. */
export const closeView = (it: Workspace, view: View): View[] => remove(it, view.person, [view.id])

export const clearStack = (it: Workspace, person: string): View[] =>
  remove(it, person, [...(it.stacks.get(person) ?? [])].reverse())

function remove(it: Workspace, person: string, ids: string[]): View[] {
  if (ids.length === 0) return []
  const gone = ids.flatMap((id) => it.views.get(id) ?? [])
  for (const id of ids) it.views.delete(id)
  it.stacks.set(
    person,
    (it.stacks.get(person) ?? []).filter((id) => !ids.includes(id)),
  )
  tell(it, { what: 'modal', person })
  return gone
}

function put(it: Workspace, person: string, view: View): View {
  it.views.set(view.id, view)
  it.stacks.set(person, [...(it.stacks.get(person) ?? []), view.id])
  tell(it, { what: 'modal', person })
  return view
}

function faultIn(it: Workspace, raw: RawView, self = ''): ScreenFault | null {
  const isTaken =
    raw.external_id &&
    [...it.views.values()].some((one) => one.externalId === raw.external_id && one.id !== self)
  return isTaken ? 'duplicate_external_id' : null
}

const plain = (text: unknown): Text | null => {
  const { text: words } = (text ?? {}) as { text?: string }
  return words === undefined ? null : { type: 'plain_text', text: words, emoji: true }
}

function draw(it: Workspace, person: string, raw: RawView): View {
  const id = freshId('V')
  const blocks = giveIds((raw.blocks ?? []) as Block[])
  return {
    id,
    type: raw.type === 'home' ? 'home' : 'modal',
    person,
    callbackId: String(raw.callback_id ?? ''),
    title: plain(raw.title) ?? { type: 'plain_text', text: it.app.name, emoji: true },
    submit: plain(raw.submit),
    close: plain(raw.close),
    blocks,
    privateMetadata: String(raw.private_metadata ?? ''),
    externalId: String(raw.external_id ?? ''),
    clearOnClose: raw.clear_on_close === true,
    notifyOnClose: raw.notify_on_close === true,
    isSubmitDisabled: raw.submit_disabled === true,
    hash: freshHash(it),
    rootId: id,
    previousId: null,
    values: valuesOf(blocks),
    errors: {},
  }
}
