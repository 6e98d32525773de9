import { seeConnection } from '../../usecases/connections/list-connections.ts'
import type { Context } from '../../usecases/context.ts'
import { type Answer, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Told } from '../door/told.ts'
import { connectionModal } from './connection.view.ts'

/** Within a modal about a connection it is that modal that changes, so that no older one lies beneath. */
export const inItsModal =
  (title: string) =>
  ({ place }: Told): string | null =>
    place.in === 'modal' && place.view.metadata.connection ? null : title

/** The connection that a form is about: an id, looked up anew. */
export const connectionIn = ({ place }: Heard): string =>
  place.in === 'modal' ? (place.view.metadata.connection ?? '') : ''

export const openConnection: Reaction = opening(inItsModal('Connection'), ({ ctx, value }) =>
  connectionAgain(ctx, value),
)

/** As it is now, with what has just been done to it. */
export async function connectionAgain(ctx: Context, id: string, said?: string): Promise<Answer> {
  const connection = await seeConnection(ctx, id)
  const seen = { connection, publicUrl: ctx.links.publicUrl, now: ctx.now() }
  return {
    modal: connectionModal({ ...seen, ...(said ? { said } : {}) }),
    ...(said ? { home: 'again' } : {}),
  }
}
