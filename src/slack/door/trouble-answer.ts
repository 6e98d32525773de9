import { inWords, Refusal } from '../../domain/refusal.ts'
import { refusalWords } from '../refusal-words.ts'
import { formAgain, modalWithNote } from './again.ts'
import type { Answer } from './answer.ts'
import type { Told } from './told.ts'
import { type Trouble, troubleNote } from './trouble.view.ts'
import { doneModal } from './waiting.view.ts'

/** What can be explained, in words; nothing for a bug. */
export function troublesIn(fault: unknown): Trouble[] {
  if (!(fault instanceof Refusal)) return []
  const all: Refusal[] =
    fault.code === 'several-faults' ? (fault as Refusal<'several-faults'>).facts.refusals : [fault]
  return all.map((it) => inWords(refusalWords, it))
}

/** Where troubles show: beside their fields, over the form, or wherever a word to them alone does. */
export function troubleAnswer(told: Told, all: Trouble[]): Answer {
  const note = troubleNote({ text: all.map((it) => it.text).join('\n') })
  if (told.deed !== 'submission') return { note }
  const here = inputsOf(told)
  const beside = all.flatMap(({ field, text }) => (field && here.has(field) ? [[field, text]] : []))
  if (beside.length === all.length) return { errors: Object.fromEntries(beside) }
  return {
    modal: formAgain(
      told,
      all.map((it) => it.text),
    ),
  }
}

/** Errors that stand beside no field of this form would make Slack apologise: they stand over it. */
export function placed(told: Told, answer: Answer): Answer {
  const { errors, ...rest } = answer
  if (!errors || told.deed !== 'submission') return answer
  const here = inputsOf(told)
  return Object.keys(errors).every((it) => here.has(it))
    ? answer
    : { ...rest, modal: formAgain(told, named(told, errors)) }
}

/** The form is gone behind "Working on it…": faults beside its fields bring it back with them on top. */
export function late(told: Told, { errors, ...answer }: Answer): Answer {
  if (errors) return { ...answer, modal: formAgain(told, named(told, errors)) }
  if (answer.modal) return answer
  return { ...answer, modal: doneModal(answer.note) }
}

/** Delivered again when its first answer is lost: to another instance, or after a restart. */
export const formHeardBefore = (told: Told): Answer => ({
  modal: formAgain(told, [
    'Slack has delivered this form a second time, and it was done at most once. Please look whether it was done; send it again only if it was not.',
  ]),
})

/** A word of ours in the modal that was clicked in. */
export const noteInModal = (told: Told, note: NonNullable<Answer['note']>) => modalWithNote(told, note)

interface Input {
  type?: string
  block_id?: string
  label?: { text?: string }
}

const inputs = ({ place }: Told): Input[] =>
  place.in === 'modal' ? (place.view.blocks as Input[]).filter((it) => it.type === 'input') : []

const inputsOf = (told: Told): ReadonlySet<string> => new Set(inputs(told).map((it) => it.block_id ?? ''))

/** On top of a form it has to be said which field an error is about. */
const named = (told: Told, errors: Record<string, string>): string[] => {
  const labels = new Map(inputs(told).map((it) => [it.block_id, it.label?.text]))
  return Object.entries(errors).map(([field, text]) =>
    labels.get(field) ? `${labels.get(field)}: ${text}` : text,
  )
}
