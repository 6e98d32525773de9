import { viewRefused } from '../blocks/refusals.ts'
import { checkView } from '../blocks/views.ts'
import { exchangeTrigger } from '../workspace/give-ticket.ts'
import { homeOf, openModal, publishHome, pushModal, type RawView, redraw } from '../workspace/screens.ts'
import type { Trigger } from '../workspace/tickets.ts'
import type { View } from '../workspace/view.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type Args, needed, word } from './arguments.ts'
import type { Entry, Method } from './method.ts'
import { badArguments, refuse, SlackError } from './slack-error.ts'

const open: Method = (it, args) => {
  const raw = readView(args, 'modal')
  return shown(it, openModal(it, trigger(it, args).person, raw))
}

/** Only a trigger that was given inside a modal can put another one on top of it. */
const push: Method = (it, args) => {
  const raw = readView(args, 'modal')
  const { person, view } = trigger(it, args)
  if (!view || !it.views.has(view)) throw new SlackError('not_found')
  return shown(it, pushModal(it, person, raw))
}

const update: Method = (it, args) => {
  const view = viewNamed(it, args)
  checkHash(args, view)
  return shown(it, redraw(it, view, readView(args, view.type)))
}

const publish: Method = (it, args) => {
  const person = it.people.get(needed(args, 'user_id'))
  if (!person || person.isBot) throw badArguments('invalid `user_id`')
  if (!it.app.hasHomeTab) throw new SlackError('not_enabled')
  const raw = readView(args, 'home')
  checkHash(args, homeOf(it, person.id))
  return shown(it, publishHome(it, person.id, raw))
}

export const viewMethods: Record<string, Entry> = {
  'views.open': { run: open, scope: null },
  'views.push': { run: push, scope: null },
  'views.update': { run: update, scope: null },
  'views.publish': { run: publish, scope: null },
}

function readView(args: Args, type: 'modal' | 'home'): RawView {
  const { view } = args
  if (view === undefined) throw badArguments('missing required field: view')
  if (view === null || typeof view !== 'object' || Array.isArray(view))
    throw badArguments('must be an object [json-pointer:/view]')
  const raw = view as RawView
  if (raw.type !== type) throw badArguments(`must be one of: ${type} [json-pointer:/view/type]`)
  const faults = checkView(raw)
  refuse(faults, viewRefused(faults))
  return raw
}

function trigger(it: Workspace, args: Args): Trigger {
  const id = word(args, 'trigger_id') ?? word(args, 'interactivity_pointer')
  if (!id) throw badArguments('missing required field: trigger_id')
  const found = exchangeTrigger(it, id)
  if (typeof found === 'string') throw new SlackError(found)
  return found
}

function viewNamed(it: Workspace, args: Args): View {
  const [id, externalId] = [word(args, 'view_id'), word(args, 'external_id')]
  if (!id && !externalId) throw badArguments('missing required field: view_id')
  const view = id ? it.views.get(id) : [...it.views.values()].find((one) => one.externalId === externalId)
  if (!view) throw new SlackError('not_found')
  return view
}

function checkHash(args: Args, view: View | null): void {
  const hash = word(args, 'hash')
  if (hash && view && view.hash !== hash) throw new SlackError('hash_conflict')
}

function shown(it: Workspace, view: View | string): Record<string, unknown> {
  if (typeof view === 'string') throw new SlackError(view)
  return { view: viewPayload(it, view) }
}
