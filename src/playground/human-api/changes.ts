import { Router } from 'express'
import { personCalled } from '../workspace/people.ts'
import type { Change, Workspace } from '../workspace/workspace.ts'

/** Server-sent events: each says what to draw anew. Without `?as=` all of them, with it those that concern one person. */
export function changesRouter(it: Workspace): Router {
  const router = Router()
  router.get('/slack/changes', (request, response) => {
    const as = request.query.as ? personCalled(it, String(request.query.as)).id : null
    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    response.write('retry: 1000\n\n')
    const send = (change: Change) => {
      if (change.what === 'end') return void response.end()
      if (!as || !change.person || change.person === as) response.write(`data: ${JSON.stringify(change)}\n\n`)
    }
    it.listeners.add(send)
    request.on('close', () => it.listeners.delete(send))
  })
  return router
}
