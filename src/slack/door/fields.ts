import { z } from 'zod'

const option = z.object({ value: z.string() })
/** One element's state, whichever kind it is of: exactly one of these says what was filled in. */
const element = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
})
export const stateForm = z.object({ values: z.record(z.string(), z.record(z.string(), element)) })

/** What stands in a form, by the id of its block: nothing, one thing or several. */
export class Fields {
  private readonly filled: ReadonlyMap<string, string[]>

  constructor(filled: ReadonlyMap<string, string[]> = new Map()) {
    this.filled = filled
  }

  text = (block: string): string => this.filled.get(block)?.[0] ?? ''
  one = (block: string): string | null => this.filled.get(block)?.[0]?.trim() || null
  many = (block: string): string[] => this.filled.get(block) ?? []
  has = (block: string, value: string): boolean => this.many(block).includes(value)
}

export const fieldsIn = (state: z.infer<typeof stateForm> | null | undefined): Fields =>
  new Fields(
    new Map(
      Object.entries(state?.values ?? {}).map(([block, elements]) => [
        block,
        Object.values(elements).flatMap(filledIn),
      ]),
    ),
  )

export function filledIn(written: unknown): string[] {
  const it = element.safeParse(written).data
  if (!it) return []
  const one =
    it.value ??
    it.selected_option?.value ??
    it.selected_date ??
    it.selected_time ??
    it.selected_date_time?.toString() ??
    it.selected_user ??
    it.selected_channel ??
    it.selected_conversation
  if (one !== undefined && one !== null && one !== '') return [one]
  return (
    it.selected_options?.map((it) => it.value) ??
    it.selected_users ??
    it.selected_channels ??
    it.selected_conversations ??
    it.files?.map((it) => it.id) ??
    []
  )
}
