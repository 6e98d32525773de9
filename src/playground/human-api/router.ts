import express, { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { doWhatIsDue } from '../human/event.ts'
import { upload } from '../human/upload.ts'
import { onlyHere } from '../only-here.ts'
import { Cannot } from '../workspace/cannot.ts'
import type { Clock } from '../workspace/clock.ts'
import { personCalled } from '../workspace/people.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { changesRouter } from './changes.ts'
import { deed, doDeed } from './deeds.ts'
import { stateFor } from './state.ts'

const forward = z.strictObject({
  forwardMs: z
    .number()
    .int()
    .positive()
    .max(366 * 86_400_000),
})

/**
 * What the playground's page speaks: one screen's state, the deeds of people, what changed, the clock. To be mounted
 * at /playground. JSON only, and only on this machine, so that no page from elsewhere can act here.
 */
export function humanRouter(
  it: Workspace,
  clock: Clock,
  afterMoving: (isThere: boolean) => Promise<void> = async () => {},
): Router {
  const router = Router()
  router.use(onlyHere, (_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    next()
  })
  router.use(express.json({ limit: '1mb' }))
  router.get('/slack/state', async (request, response) => {
    await doWhatIsDue(it)
    response.json(stateFor(it, personCalled(it, String(request.query.as))))
  })
  router.post('/slack/deeds', async (request, response) => {
    await doWhatIsDue(it)
    response.json(await doDeed(it, deed.parse(request.body)))
  })
  router.post(
    '/slack/files',
    express.raw({ type: 'application/octet-stream', limit: '11mb' }),
    (request, response) => {
      const { as, name, type } = request.query as Record<string, string>
      if (!as || !name || !Buffer.isBuffer(request.body))
        throw new Cannot('as, name and the bytes are needed')
      const { id } = upload(it, as, { name, content: request.body, ...(type ? { mimetype: type } : {}) })
      response.json({ id })
    },
  )
  router.use(changesRouter(it))
  router.get('/clock', (_request, response) => {
    response.json({ now: clock.now().toISOString() })
  })
  router.post('/clock', async (request, response) => {
    const steps = stepsOf(forward.parse(request.body).forwardMs)
    for (const [at, step] of steps.entries()) {
      clock.forward(step)
      await doWhatIsDue(it)
      await afterMoving(at === steps.length - 1)
    }
    tell(it, { what: 'clock' })
    response.json({ now: clock.now().toISOString() })
  })
  router.use(faults)
  return router
}

const STEP_MS = 30 * 60_000
const STEPS = 50

/** Time passes, it does not jump: what has its hour on the way, like a reminder before the evening, has it then. */
function stepsOf(forwardMs: number): number[] {
  const count = Math.min(STEPS, Math.ceil(forwardMs / STEP_MS))
  const step = Math.floor(forwardMs / count)
  return Array.from({ length: count }, (_, at) => (at < count - 1 ? step : forwardMs - step * (count - 1)))
}

/** What a person cannot do is no bug: the page shows the words. */
function faults(fault: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (fault instanceof Cannot) response.status(409).json({ cannot: fault.message })
  else if (fault instanceof z.ZodError) response.status(400).json({ cannot: z.prettifyError(fault) })
  else next(fault)
}
