import { Cannot } from '../workspace/cannot.ts'
import { type Channel, payloadName } from '../workspace/channel.ts'
import { giveResponseUrl, giveTrigger } from '../workspace/give-ticket.ts'
import { type Block, type Element, type Option, optionsOf } from '../workspace/kit.ts'
import { personCalled } from '../workspace/people.ts'
import { messagePayload } from '../workspace/talk.ts'
import { keyOf, type Value, valueWith } from '../workspace/values.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { type Choice, contentFor } from './choice.ts'
import { isFine } from './deliver.ts'
import { interaction, sendInteraction } from './payload.ts'
import { elementAt, type Spot, type Surface, surfaceAt, type Where } from './seen.ts'
import { offeredAt } from './suggest.ts'
import { type Done, wentWell, wentWrong } from './trouble.ts'

export interface Act extends Spot {
  where: Where
  /** What is chosen or entered; a button needs none. */
  choice?: Choice
  /** The answer to the dialog that asks first. */
  confirm?: boolean
  /** Typed and not entered yet: it stands in the input, and the bot hears nothing. */
  isQuiet?: boolean
}

/** A click, a selection, an entry. What the bot hears of it depends on the element and where it stands. */
export async function act(it: Workspace, who: string, deed: Act): Promise<Done> {
  const person = personCalled(it, who)
  const surface = surfaceAt(it, person.id, deed.where)
  const { block, element, hasFaded } = elementAt(surface, deed)
  const isTold = !deed.isQuiet && isHeard(block, element)
  if (isTold && element.confirm && deed.confirm === undefined)
    throw new Cannot(`Slack asks first: “${element.confirm.title.text}” ${element.confirm.text.text}`)
  if (isTold && element.confirm && !deed.confirm) return wentWell(null)
  const content = keyOf(element.type) ? contentOf(it, person.id, surface, deed, element) : null
  if (keyOf(element.type) && !hasFaded) keep(it, person.id, surface, deed, valueWith(element, content))
  if (!isTold) return wentWell(null)
  const action = {
    ...actionOf(element, deed.choice ?? null, content),
    block_id: block.block_id,
    action_id: element.action_id,
    action_ts: it.stamp(),
  }
  const payload = {
    ...interaction(it, person, 'block_actions'),
    ...placeOf(it, person.id, surface),
    actions: [action],
  }
  const outcome = await sendInteraction(it, person, payload)
  if (isFine(outcome)) return wentWell(outcome)
  return wentWrong(it, person.id, `click ${element.action_id}`, apology(outcome.status), outcome)
}

const apology = (status: number | null): string =>
  status === null
    ? 'This app took too long to respond or cannot be reached.'
    : `This app responded with Status Code ${status}.`

/** Inputs wait for the submit button, unless the block says that each entry is to be told at once. */
const isHeard = (block: Block, element: Element): boolean =>
  block.type !== 'input' || (block.dispatch_action === true && element.type !== 'file_input')

function contentOf(it: Workspace, person: string, surface: Surface, deed: Act, element: Element): unknown {
  const kept = surface.values[deed.block]?.[element.action_id]
  // Several may have been found one search after the other.
  const known = [...offeredAt(it, person, deed), ...selectedIn(kept)]
  return contentFor(it, element, deed.choice ?? null, known)
}

function keep(it: Workspace, person: string, surface: Surface, { block, action }: Spot, value: Value): void {
  surface.values[block] = { ...surface.values[block], [action]: value }
  if (surface.view) delete surface.view.errors[block]
  tell(it, { what: surface.view?.type ?? 'message', person })
}

const selectedIn = (value: Value | undefined): Option[] =>
  [value?.selected_options ?? []].flat().filter((one): one is Option => one !== null)

/** actions[0], without the ids. */
function actionOf(element: Element, choice: Choice, content: unknown): Record<string, unknown> {
  const { type, placeholder, confirm } = element
  const more = { ...(placeholder ? { placeholder } : {}), ...(confirm ? { confirm } : {}) }
  if (type === 'overflow') return { type, selected_option: chosen(element, choice), ...more }
  if (type === 'button' || type === 'icon_button') {
    const { text, value, url, style, icon } = element
    const given = Object.entries({ text, value, url, style, icon }).filter(([, it]) => it !== undefined)
    return { type, ...Object.fromEntries(given), ...more }
  }
  const key = keyOf(type)
  if (!key) throw new Cannot(`One cannot click a ${type}`)
  return { type, [key]: content, ...more }
}

function chosen(element: Element, choice: Choice): Option {
  const option = optionsOf(element).find((it) => it.value === choice)
  if (!option) throw new Cannot(`The menu has no entry ${String(choice)}`)
  return option
}

/** container, and with it what stands there: a view has no response_url, an ephemeral message no `message`. */
function placeOf(it: Workspace, person: string, surface: Surface): Record<string, unknown> {
  const { view, message } = surface
  if (view)
    return {
      container: { type: 'view', view_id: view.id },
      trigger_id: giveTrigger(it, person, view.type === 'modal' ? view.id : null),
      view: viewPayload(it, view),
    }
  const channel = message && it.channels.get(message.channel)
  if (!message || !channel) throw new Cannot('There is no such message here')
  const isEphemeral = message.onlyFor !== null
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: giveTrigger(it, person),
    channel: { id: channel.id, name: payloadName(channel) },
    ...(isEphemeral ? {} : { message: messagePayload(it, message) }),
    state: { values: surface.values },
    response_url: giveResponseUrl(it, {
      kind: 'actions',
      person,
      channel: (channel as Channel).id,
      original: message.ts,
    }),
  }
}
