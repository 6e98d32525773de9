import { doOnce } from '../../usecases/provisioning/do-once.ts'
import { ScimError } from '../errors.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'
import type { Visit } from './visit.ts'

/** As the draft of the IETF writes it, in quotation marks, and as everybody else does, without. */
const KEY = /^(?:"([\x20\x21\x23-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/

/**
 * Without an Idempotency-Key, as it is. With one, the second time is answered as the first was; what failed has changed
 * nothing, and is tried again. A dry run keeps nothing, so there is nothing to repeat.
 */
export async function once(
  { req, exchange: { provider, method, url, request } }: Visit,
  { ctx }: Asked,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const header = req.headers['idempotency-key']
  if (header === undefined || !provider || provider.connection.isDryRun) return work()
  const it = await doOnce(ctx, provider.connection.id, {
    key: keyIn(String(header)),
    request: `${method} ${url}\n${request ?? ''}`,
  })
  if (it.kind === 'another')
    throw new ScimError(422, 'This Idempotency-Key came with another request before: give each its own.')
  if (it.kind === 'under way')
    throw new ScimError(
      409,
      'The request of this Idempotency-Key is still being done: ask again in a moment.',
    )
  if (it.kind === 'done') return again(JSON.parse(it.answer))
  try {
    const answer = await work()
    await it.keep(JSON.stringify(kept(answer)))
    return answer
  } catch (fault) {
    await it.free()
    throw fault
  }
}

function keyIn(header: string): string {
  const [, quoted, bare] = KEY.exec(header.trim()) ?? []
  const key = quoted ?? bare
  if (!key) throw new ScimError(400, 'An Idempotency-Key has 1 to 255 characters of ASCII, such as a UUID.')
  return key
}

type Kept = Pick<Answer, 'status' | 'body' | 'location' | 'version' | 'headers'>

const kept = ({ said, wouldChange, ...answer }: Answer): Kept => answer

const again = (answer: Kept): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'Idempotency-Replayed': 'true' },
  said: 'Answered as the first time: this Idempotency-Key came with the same request before.',
})
