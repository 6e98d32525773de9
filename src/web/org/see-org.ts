import type { RequestHandler } from 'express'
import { findPeople } from '../../domain/org-chart.ts'
import { MOST_LEVELS } from '../../domain/org-cut.ts'
import { actingAs } from '../../usecases/context.ts'
import { type OrgChart, seeOrgChart } from '../../usecases/users/see-org-chart.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { visitOf } from '../visit.ts'
import { placeOf } from './find.page.ts'
import { orgPage } from './org.page.ts'
import { hrefOf, type OrgView, readOrgView } from './org-view.ts'

export const seeOrg: RequestHandler = async (req, res) => {
  const { ctx, live } = visitOf(res)
  if (!live) return goTo(res, '/sign-in?next=%2Forg')
  const view = readOrgView(req.query)
  const org = await seeOrgChart(actingAs(ctx, live.actor), view)
  const elsewhere = betterPlace(org, view)
  if (elsewhere) return goTo(res, elsewhere)
  sendPage(res, 200, orgPage(org, view, live.actor.userId))
}

/** The one who was meant is gone to at once; whoever stands too deep is seen from right above. */
function betterPlace(org: OrgChart, view: OrgView): string | null {
  const [found, another] = view.find ? findPeople(org.everybody, view.find) : []
  if (found && !another) return placeOf(found, view)
  const { from, focus } = org
  const isTooDeep = focus?.manager && !from && focus.depth >= MOST_LEVELS
  return isTooDeep ? hrefOf({ ...view, fromId: focus.manager?.person.id ?? null }) : null
}
