import { id } from './objects.ts'
import { boolean, type Check, choice, type Fields, integer, list, object, typed } from './shape.ts'
import { link, matching, string } from './strings.ts'

const type = string()
const flags = ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink']
const style = object({}, Object.fromEntries(flags.map((it) => [it, boolean])))
const leaf = (required: Fields, optional: Fields = {}): Check =>
  object({ type, ...required }, { style, ...optional })

const text = leaf({ text: string(1) })
const linked = leaf({ url: link }, { text: string(), unsafe: boolean })
const leaves = typed({
  text,
  link: linked,
  emoji: leaf({ name: string(1) }, { unicode: string(1), url: link, skin_tone: integer(1, 6) }),
  user: leaf({ user_id: string(1) }),
  usergroup: leaf({ usergroup_id: string(1) }),
  channel: leaf({ channel_id: string(1) }),
  team: leaf({ team_id: string(1) }),
  broadcast: leaf({ range: choice('here', 'channel', 'everyone') }),
  color: leaf({ value: matching(/^#?[0-9a-fA-F]{6}$/) }),
  date: leaf({ timestamp: integer(0), format: string(1) }, { url: link, fallback: string(1) }),
})

const section = object({ type, elements: list(leaves, 0) })
const border = choice(0, 1)

/** A list holds sections and no lists: depth is said by `indent`, on the next list of the same block. */
const parts = typed({
  rich_text_section: section,
  rich_text_list: object(
    { type, elements: list(typed({ rich_text_section: section }), 1), style: choice('bullet', 'ordered') },
    { indent: integer(0), offset: integer(0), border },
  ),
  rich_text_preformatted: object(
    { type, elements: list(typed({ text, link: linked }), 0) },
    { border, language: string(1) },
  ),
  rich_text_quote: object({ type, elements: list(leaves, 0) }, { border }),
})

export const richText = object({ type: choice('rich_text'), elements: list(parts, 0) }, { block_id: id })
