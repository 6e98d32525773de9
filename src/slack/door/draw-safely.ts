import { actingAs, type Outside } from '../../usecases/context.ts'
import type { Speaker } from '../../usecases/slack/who-speaks.ts'
import type { Home, Words } from '../blocks.ts'
import type { SlackNeeds } from '../needs.ts'
import type { DrawHome, HomePlace } from './answer.ts'
import { bareHome, bug, troubleNote } from './trouble.view.ts'
import { troublesIn } from './trouble-answer.ts'

/** The Home is always there: a place that can not be shown any more gives way to the first of its area, with the reason on top. */
export const drawingSafely =
  ({ drawHome, log }: Pick<SlackNeeds, 'log'> & { drawHome: DrawHome }) =>
  async (outside: Outside, speaker: Speaker, place: HomePlace, note?: Words): Promise<Home> => {
    const seen = { ctx: actingAs(outside, speaker.actor), speaker }
    try {
      return await drawHome(seen, place, note)
    } catch (fault) {
      const [trouble] = troublesIn(fault)
      if (trouble)
        return drawHome(seen, { area: place.area }, troubleNote(trouble)).catch(() =>
          bareHome(troubleNote(trouble)),
        )
      const { requestId } = outside.trace
      log.error({ err: fault, requestId, area: place.area }, `The Home could not be drawn at ${place.area}`)
      return bareHome(troubleNote(bug(requestId)))
    }
  }

export const placeIn = (kept: unknown): HomePlace =>
  typeof kept === 'object' && kept !== null && 'area' in kept ? (kept as HomePlace) : { area: 'users' }
