import { doDeed } from './api.ts'
import { type Item, picker } from './picker.ts'
import { type Option, seen } from './screen.ts'
import { described, enter, idOf, keyOf, nameFor, type Spot, valueAt } from './surface.ts'
import { plainOf } from './text.ts'

const itemOf = (it: Option, group?: string): Item => ({
  value: it.value,
  text: plainOf(it.text),
  more: plainOf(it.description) || undefined,
  group,
})

/** Every select of Slack's: its own options, the bot's, or people and conversations. */
export function select(spot: Spot): HTMLElement {
  const { element, block } = spot
  const isMany = element.type.startsWith('multi_')
  const most = element.max_selected_items as number | undefined
  return picker({
    key: keyOf(spot),
    id: idOf(spot),
    name: nameFor(spot),
    isNamed: block.label !== undefined,
    placeholder: plainOf(element.placeholder) || (isMany ? 'Choose some' : 'Choose one'),
    isMany,
    most,
    chosen: chosenAt(spot),
    source: sourceOf(spot),
    choose: (values) => void enter(spot, isMany ? values : (values[0] ?? null)),
    aria: described(spot),
  })
}

function sourceOf(spot: Spot): Item[] | ((query: string) => Promise<Item[]>) {
  const { element } = spot
  if (element.type.endsWith('external_select')) return (query) => offered(spot, query)
  if (element.type.endsWith('users_select')) return people()
  if (/(conversations|channels)_select$/.test(element.type)) return conversations()
  const groups = element.option_groups ?? []
  return [
    ...(element.options ?? []).map((it) => itemOf(it)),
    ...groups.flatMap((group) => group.options.map((it) => itemOf(it, plainOf(group.label)))),
  ]
}

async function offered({ surface, block, element }: Spot, query: string): Promise<Item[]> {
  const { block_id, action_id } = { ...block, action_id: element.action_id }
  const answer = await doDeed({
    deed: 'suggest',
    where: surface.where,
    block: block_id,
    action: action_id,
    query,
  })
  return ((answer?.options ?? []) as Option[]).map((it) => itemOf(it))
}

const people = (): Item[] =>
  (seen.screen?.people ?? [])
    .filter((it) => !it.isDeleted)
    .map((it) => ({ value: it.id, text: it.realName, more: `@${it.name}` }))

const conversations = (): Item[] =>
  (seen.screen?.channels ?? []).map((it) => ({
    value: it.id,
    text: it.isWithApp ? (seen.screen?.app.name ?? it.name) : `# ${it.name}`,
  }))

/** What is selected, whatever key Slack keeps it under. */
function chosenAt(spot: Spot): Item[] {
  const { type: _type, ...kept } = valueAt(spot)
  const [content] = Object.values(kept)
  const known = [...people(), ...conversations()]
  return [content].flat().flatMap((it): Item[] => {
    if (it === null || it === undefined) return []
    if (typeof it === 'object') return [itemOf(it as Option)]
    return [known.find((one) => one.value === it) ?? { value: String(it), text: String(it) }]
  })
}
