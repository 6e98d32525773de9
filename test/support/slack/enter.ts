import { act } from '../../../src/playground/human/act.ts'
import { mrkdwnAsText } from '../../../src/playground/human/as-text.view.ts'
import type { Choice } from '../../../src/playground/human/choice.ts'
import type { Where } from '../../../src/playground/human/seen.ts'
import { suggest } from '../../../src/playground/human/suggest.ts'
import { type LocalFile, upload } from '../../../src/playground/human/upload.ts'
import { type Option, optionsOf } from '../../../src/playground/workspace/kit.ts'
import { channelCalled, personCalled } from '../../../src/playground/workspace/people.ts'
import type { Workspace } from '../../../src/playground/workspace/workspace.ts'
import type { Fillable } from './find.ts'

/** Words as a person would enter them; null empties it. */
export type Entry = string | number | string[] | LocalFile[] | null

export interface Spotted extends Fillable {
  where: Where
}

export async function enter(it: Workspace, person: string, at: Spotted, entry: Entry): Promise<void> {
  const choice = entry === null ? null : await choiceFor(it, person, at, entry)
  await act(it, person, { where: at.where, block: at.block.block_id, action: at.element.action_id, choice })
}

async function choiceFor(
  it: Workspace,
  person: string,
  at: Spotted,
  entry: NonNullable<Entry>,
): Promise<Choice> {
  const { type } = at.element
  const many = (Array.isArray(entry) ? entry : [entry]) as (string | number | LocalFile)[]
  if (type === 'file_input') return many.map((file) => upload(it, person, file as LocalFile).id)
  const chosen: (string | number)[] = []
  for (const one of many as (string | number)[]) chosen.push(await valueFor(it, person, at, one))
  const isMany = type.startsWith('multi_') || type === 'checkboxes'
  return isMany ? chosen.map(String) : (chosen[0] ?? null)
}

async function valueFor(
  it: Workspace,
  person: string,
  at: Spotted,
  entry: string | number,
): Promise<string | number> {
  const { element } = at
  const words = String(entry)
  if (element.type.includes('users_select')) return personCalled(it, words).id
  if (/(conversations|channels)_select/.test(element.type)) return channelCalled(it, words).id
  if (element.type.endsWith('external_select'))
    return optionWith(await searched(it, person, at, words), words)
  if (element.options || element.option_groups) return optionWith(optionsOf(element), words)
  return entry
}

const searched = async (it: Workspace, person: string, at: Spotted, query: string): Promise<Option[]> => {
  const spot = { block: at.block.block_id, action: at.element.action_id }
  const { options } = await suggest(it, person, { where: at.where, ...spot, query })
  return options
}

function optionWith(options: Option[], words: string): string {
  const texts = options.map((one) => ({ value: one.value, text: mrkdwnAsText(one.text.text) }))
  const found = texts.find((one) => one.text === words) ?? texts.find((one) => one.text.includes(words))
  if (!found) throw new Error(`No option “${words}” among ${texts.map((one) => one.text).join(' | ')}`)
  return found.value
}
