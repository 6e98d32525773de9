import { filePayload } from '../workspace/file-payload.ts'
import { freshId } from '../workspace/ids.ts'
import { say } from '../workspace/talk.ts'
import { needed, word } from './arguments.ts'
import { knownChannel } from './chat.ts'
import type { Entry, Method } from './method.ts'
import { badArguments, SlackError } from './slack-error.ts'

const info: Method = (it, args) => {
  const file = it.uploads.get(needed(args, 'file'))
  if (!file?.isComplete) throw new SlackError('file_not_found')
  return { file: filePayload(it, file) }
}

const getUploadURLExternal: Method = (it, args) => {
  const [name, length] = [needed(args, 'filename'), Number(needed(args, 'length'))]
  if (!Number.isInteger(length) || length < 1)
    throw badArguments('must be greater than 0 [json-pointer:/length]')
  const id = freshId('F')
  const kept = {
    id,
    name,
    title: name,
    mimetype: 'application/octet-stream',
    user: it.bot.id,
    created: it.now(),
  }
  it.uploads.set(id, { ...kept, content: null, isComplete: false, length, channel: null })
  return { upload_url: `${it.baseUrl()}/upload/v1/${id}`, file_id: id }
}

const completeUploadExternal: Method = (it, args) => {
  const wished = args.files as { id: string; title?: string }[] | undefined
  if (!Array.isArray(wished) || wished.length === 0) throw badArguments('missing required field: files')
  const id = word(args, 'channel_id')
  const channel = id ? knownChannel(it, id) : null
  if (channel && !channel.members.has(it.bot.id)) throw new SlackError('not_in_channel')
  const files = wished.map(({ id, title }) => {
    const file = it.uploads.get(id)
    if (!file?.content || file.isComplete) throw new SlackError('file_not_found')
    return Object.assign(file, { isComplete: true, title: title ?? file.name, channel: channel?.id ?? null })
  })
  if (channel) {
    const attachments = files.map((file) => ({ file: filePayload(it, file) }))
    say(it, channel, it.bot.id, { text: word(args, 'initial_comment'), attachments })
  }
  return { files: files.map((file) => filePayload(it, file)) }
}

export const fileMethods: Record<string, Entry> = {
  'files.info': { run: info, scope: 'files:read' },
  'files.getUploadURLExternal': { run: getUploadURLExternal, scope: 'files:write' },
  'files.completeUploadExternal': { run: completeUploadExternal, scope: 'files:write' },
}
