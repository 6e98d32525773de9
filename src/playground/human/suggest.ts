import { inOneLine } from '../blocks/fault.ts'
import { checkSuggestions } from '../blocks/suggestions.ts'
import { Cannot } from '../workspace/cannot.ts'
import { payloadName } from '../workspace/channel.ts'
import type { Option, OptionGroup } from '../workspace/kit.ts'
import { personCalled } from '../workspace/people.ts'
import { messagePayload } from '../workspace/talk.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { isFine } from './deliver.ts'
import type { Outcome } from './parcel.ts'
import { parsed } from './parsed.ts'
import { interaction, sendInteraction } from './payload.ts'
import { elementAt, type Spot, type Surface, surfaceAt, type Where } from './seen.ts'
import { wentWrong } from './trouble.ts'

const USUAL_QUERY_LENGTH = 3

/** What a person typed into an external select, and where. */
export interface Search extends Spot {
  where: Where
  query: string
}

export interface Suggestions {
  options: Option[]
  trouble: string | null
}

const keyFor = (person: string, { block, action }: Spot) => `${person} ${block} ${action}`

/** What the bot offered this person last at this place: nothing else can be chosen there. */
export const offeredAt = (it: Workspace, person: string, spot: Spot): Option[] =>
  it.offers.get(keyFor(person, spot)) ?? []

/** Asks the bot for options, as Slack does while somebody types into an external select. */
export async function suggest(it: Workspace, who: string, search: Search): Promise<Suggestions> {
  const person = personCalled(it, who)
  const surface = surfaceAt(it, person.id, search.where)
  const { element } = elementAt(surface, search)
  if (!element.type.endsWith('external_select')) throw new Cannot(`A ${element.type} has its options with it`)
  if (search.query.length < Number(element.min_query_length ?? USUAL_QUERY_LENGTH))
    return { options: [], trouble: null }
  if (!it.app.loadsOptions) {
    const words = 'This app has no address for options: message_menu_options_url is missing'
    return { options: [], trouble: wentWrong(it, person.id, 'suggest', words, null).trouble }
  }
  const payload = {
    ...interaction(it, person, 'block_suggestion'),
    ...placeOf(it, surface),
    action_id: search.action,
    block_id: search.block,
    value: search.query,
  }
  const outcome = await sendInteraction(it, person, payload)
  const { options, fault } = readOptions(outcome)
  it.offers.set(keyFor(person.id, search), options)
  if (!fault) return { options, trouble: null }
  const words = 'Something went wrong loading these options.'
  return {
    options,
    trouble: wentWrong(it, person.id, `search ${search.action}`, words, outcome, fault).trouble,
  }
}

function placeOf(it: Workspace, { view, message, values }: Surface): Record<string, unknown> {
  if (view) return { container: { type: 'view', view_id: view.id }, view: viewPayload(it, view) }
  const channel = message ? it.channels.get(message.channel) : null
  if (!message || !channel) throw new Cannot('There is no such message here')
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.onlyFor !== null,
    },
    channel: { id: channel.id, name: payloadName(channel) },
    ...(message.onlyFor ? {} : { message: messagePayload(it, message) }),
    state: { values },
  }
}

function readOptions(outcome: Outcome): { options: Option[]; fault: string | undefined } {
  const none = (fault: string) => ({ options: [], fault })
  if (!isFine(outcome)) return none(`No options: ${outcome.how} ${outcome.status ?? ''}`)
  const answer = parsed(outcome.text) as { options?: Option[]; option_groups?: OptionGroup[] } | null
  if (!answer || !(answer.options || answer.option_groups))
    return none(`Neither options nor option_groups in ${outcome.text.slice(0, 200)}`)
  const [broken] = checkSuggestions(answer)
  if (broken) return none(inOneLine(broken))
  const options = answer.options ?? (answer.option_groups ?? []).flatMap((group) => group.options)
  return { options, fault: undefined }
}
