import type { RequestHandler } from 'express'
import { actingAs } from '../../usecases/context.ts'
import { exportPerson } from '../../usecases/users/export-person.ts'
import { goTo } from '../frame/go-to.ts'
import { visitOf } from '../visit.ts'

/** One's own data as a file. Asked for by a form, because it leaves a mark in the audit. */
export const downloadData: RequestHandler = async (_req, res) => {
  const { ctx, live } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  const everything = await exportPerson(actingAs(ctx, live.actor), live.actor.userId)
  res
    .attachment('my-data.json')
    .type('json')
    .send(JSON.stringify(everything, null, 2))
}
