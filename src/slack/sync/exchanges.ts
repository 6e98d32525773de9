import { seeConnection } from '../../usecases/connections/list-connections.ts'
import { listExchanges, seeExchange } from '../../usecases/connections/list-exchanges.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import { inItsModal } from './connection.ts'
import { exchangeModal, exchangesModal, whereIn } from './exchanges.view.ts'

const PAGE = 15

/** "<connection> [failed] [before]": which of them are looked at. */
export const openExchanges: Reaction = opening(inItsModal('Exchanges'), async ({ ctx, value }) => {
  const where = whereIn(value)
  const { connectionId, onlyFailed, before } = where
  const [connection, page] = await Promise.all([
    seeConnection(ctx, connectionId),
    listExchanges(ctx, connectionId, { pageSize: PAGE, onlyFailed, ...(before ? { before } : {}) }),
  ])
  return { modal: exchangesModal({ connection, page, where, now: ctx.now() }) }
})

/** One of them, whole; the list it was found in is where it goes back to. */
export const openExchange: Reaction = acting(async (heard: Heard): Promise<Answer> => {
  const { ctx, value } = heard
  const { exchange, names } = await seeExchange(ctx, value)
  const connection = await seeConnection(ctx, exchange.connectionId)
  const back = metadataOf(heard).where ?? connection.id
  return { modal: exchangeModal({ exchange, names, connection, back }) }
})
