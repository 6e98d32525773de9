import { useResponseUrl } from '../workspace/give-ticket.ts'
import { edit, findMessage, say, takeAway } from '../workspace/talk.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type Answer, noteCall } from './answer-call.ts'
import { type Args, isYes, readArguments, word } from './arguments.ts'
import { readSaid } from './chat.ts'
import { SlackError } from './slack-error.ts'

/** What a response_url takes: a new message, or what shall become of the one whose button was clicked. */
export function answerResponseUrl(it: Workspace, path: string, body: unknown): Answer {
  const args = body as Args
  try {
    respond(it, path, readArguments(body))
    noteCall(it, { method: 'response_url', args, outcome: 'done', status: 200, error: null, words: [] })
    return { status: 200, headers: {}, body: { ok: true } }
  } catch (fault) {
    if (!(fault instanceof SlackError)) throw fault
    const status = isGone(fault.code) ? 404 : 400
    const { code: error, words } = fault
    noteCall(it, { method: 'response_url', args, outcome: 'refused', status, error, words })
    return { status, headers: {}, body: { ok: false, error, ...fault.more } }
  }
}

const isGone = (code: string): boolean => ['no_such_url', 'expired_url', 'used_url'].includes(code)

/** Not a word of Slack's: without it some apps saw their message replaced and some did not, so nobody may rely on it. */
const undecided = (): SlackError =>
  new SlackError('replace_original_left_open', {}, ['say replace_original: true or replace_original: false'])

function respond(it: Workspace, path: string, args: Args): void {
  const url = useResponseUrl(it, path)
  if (typeof url === 'string') throw new SlackError(url)
  const channel = it.channels.get(url.channel)
  if (!channel) throw new SlackError('channel_not_found')
  const original = url.original ? findMessage(it, url.channel, url.original) : null
  if (isYes(args, 'delete_original')) {
    if (original) takeAway(it, original)
    return
  }
  if (original && args.replace_original === undefined) throw undecided()
  const said = readSaid(args)
  if (isYes(args, 'replace_original') && original) {
    edit(it, original, said.blocks ? said : { ...said, blocks: [] })
    return
  }
  const isPublic = word(args, 'response_type') === 'in_channel'
  const threadTs = word(args, 'thread_ts') ?? null
  say(it, channel, it.bot.id, { ...said, threadTs, onlyFor: isPublic ? null : url.person })
}
