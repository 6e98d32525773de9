import { randomUUID } from 'node:crypto'
import type { Line } from '../workspace/line.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Answered, Parcel } from './parcel.ts'

/** The same parcel in an envelope, on a line the bot opened; its ack carries what HTTP would have answered. */
export function sendByLine(it: Workspace, parcel: Parcel): Promise<Answered> {
  const line = [...it.lines].at(-1)
  if (!line) return Promise.resolve({ how: 'unreachable', status: null, text: '', headers: {} })
  const envelope_id = randomUUID()
  const answered = new Promise<Answered>((done) => {
    const patience = setTimeout(
      () => done({ how: 'late', status: null, text: '', headers: {} }),
      it.ackWithinMs,
    )
    line.acks.set(envelope_id, (answer) => {
      clearTimeout(patience)
      done({ how: 'answered', status: 200, text: answer ? JSON.stringify(answer) : '', headers: {} })
    })
  })
  line.send({ envelope_id, ...contentOf(parcel) })
  return answered.finally(() => forget(line, envelope_id))
}

const forget = (line: Line, id: string): void => void line.acks.delete(id)

function contentOf({ kind, type, body, headers = {} }: Parcel): Record<string, unknown> {
  if (type === 'application/json')
    return {
      type: 'events_api',
      payload: JSON.parse(body),
      accepts_response_payload: false,
      retry_attempt: Number(headers['x-slack-retry-num'] ?? 0),
      retry_reason: headers['x-slack-retry-reason'] ?? '',
    }
  const fields = Object.fromEntries(new URLSearchParams(body))
  return kind === 'command'
    ? { type: 'slash_commands', payload: fields, accepts_response_payload: true }
    : { type: 'interactive', payload: JSON.parse(fields.payload ?? '{}'), accepts_response_payload: true }
}
