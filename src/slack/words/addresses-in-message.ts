import { readAddress } from '../../domain/email-address.ts'
import { addressIn } from './address-in-word.ts'
import { tidied } from './pieces.ts'
import { addressOf, unslack } from './unslack.ts'

/** As much of a message as is read; everything in it comes from outside and may be anything. */
export interface MessageLike {
  text?: unknown
  blocks?: unknown
  attachments?: unknown
}

/**
 * The addresses in a message, in order, each once. Blocks come before the text, which repeats them and may have
 * been cut in the middle of one. Only good addresses count: this is prose, not a list that somebody typed for us.
 */
export function addressesInMessage(message: MessageLike): string[] {
  const shown = addressesIn(saidIn([message.blocks, message.attachments]))
  return shown.length > 0 ? shown : addressesIn(unslack(stringOr(message.text)))
}

function addressesIn(plain: string): string[] {
  const found = new Map<string, string>()
  const text = tidied(plain)
  const hasItalics = /_(?=[\s,;)>]|$)/.test(text)
  for (const word of text.split(/[\s,;，；、،؛|<>()[\]"“”„«»•]+/)) {
    const address = /[@＠]/.test(word) ? addressIn(word, hasItalics) : null
    const read = address ? readAddress(address) : null
    if (read && !('fault' in read) && !found.has(read.canonical)) found.set(read.canonical, read.typed)
  }
  return [...found.values()]
}

const stringOr = (value: unknown): string => (typeof value === 'string' ? value : '')

/** More than Slack lets anybody send. */
const NODES = 20_000

/** What blocks and attachments say, whatever their depth: a stack of our own, since theirs has no promised end. */
function saidIn(roots: unknown[]): string {
  const said: string[] = []
  const stack: unknown[] = [...roots].reverse()
  for (let seen = 0; stack.length > 0 && seen < NODES; seen++) {
    const node = stack.pop()
    if (typeof node === 'string') said.push(node)
    else if (Array.isArray(node)) for (let at = node.length - 1; at >= 0; at--) stack.push(node[at])
    else if (typeof node === 'object' && node !== null) stack.push(...partsOf(node as Node).reverse())
  }
  return said.join('')
}

type Node = Record<string, unknown>

/** Strings are said as they are; a line end parts what Slack shows apart. */
function partsOf(node: Node): unknown[] {
  const text = stringOr(node.text)
  if (node.type === 'link') return [linkSays(stringOr(node.url), text)]
  if (node.type === 'mrkdwn') return [unslack(text), '\n']
  if (node.type === 'text') return [text]
  if (node.type === 'emoji' || node.type === 'user' || node.type === 'channel') return [' ']
  const own =
    typeof node.text === 'string' ? [node.type === 'plain_text' ? text : unslack(text), '\n'] : [node.text]
  const rest = [node.pretext, node.title, ...own, node.value].map((it) =>
    typeof it === 'string' && it !== text ? `${unslack(it)}\n` : it,
  )
  return [...rest, node.elements, node.fields, node.blocks, '\n'].filter((it) => it !== undefined)
}

/** What is read is what counts, unless it is no address at all: "write to Ada". */
function linkSays(url: string, label: string): string {
  if (!/^mailto:/i.test(url)) return label || url
  return ` ${label.includes('@') ? label : addressOf(url)} `
}
