import { can, reachOf } from '../../domain/policy.ts'
import { after, DAY } from '../../domain/time.ts'
import { type AuditQuestion, seeAudit, seeAuditEntry } from '../../usecases/audit/see-audit.ts'
import type { Context } from '../../usecases/context.ts'
import { whoIsMeant } from '../../usecases/users/who-is-meant.ts'
import { type Answer, type AnyReaction, acting, type Heard, type HomePlace, opening } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import type { Area } from '../home/areas.ts'
import { showing } from '../home/draw-home.ts'
import { suggestPeople } from '../users/suggest.ts'
import { auditArea, auditEntryModal, auditWords, historyModal, nobodyWords, periods } from './audit.view.ts'

const PAGE = 25
/** A message and a modal are read in passing. */
const SHORT_PAGE = 15

/** Who did what to whom, when and from where. */
export const audit: Area = {
  id: 'audit',
  title: 'Audit',
  needs: 'audit.read',
  isAboutEverybody: true,
  draw: async ({ ctx }, place) => {
    const page = await seeAudit(ctx, questionOf(ctx, place))
    return auditArea({
      ...page,
      kind: place.act || 'all',
      period: place.since || 'all',
      byId: place.by || null,
      mayChoosePeople: reachOf(ctx.actor, 'user.list') !== null,
      isFirstPage: !place.cursor,
    })
  },
}

function questionOf(ctx: Context, { act, since, by, cursor }: HomePlace): AuditQuestion {
  const days = periods.find((it) => it.value === since)?.days
  return {
    pageSize: PAGE,
    ...(act ? { act } : {}),
    ...(by ? { actorId: by } : {}),
    ...(days ? { since: after(ctx.now(), -days * DAY) } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

const unlessAll = (value: string): string => (value === 'all' ? '' : value)

const openHistory = opening('History', ({ ctx, value }) => history(ctx, value))

const turnHistoryPage = acting((heard) => history(heard.ctx, metadataOf(heard).user ?? '', heard.value))

async function history(ctx: Context, userId: string, cursor?: string): Promise<Answer> {
  const asked = { aboutId: userId, pageSize: SHORT_PAGE, ...(cursor ? { cursor } : {}) }
  return { modal: historyModal({ ...(await seeAudit(ctx, asked)), userId, isFirstPage: !cursor }) }
}

export const auditDeeds: Record<string, AnyReaction> = {
  'audit.by': showing((by) => ({ by, cursor: '' })),
  'audit.by-anybody': showing(() => ({ by: '', cursor: '' })),
  'audit.history-page': turnHistoryPage,
  // From the settings too, which are another area.
  'audit.of-act': showing((act) => ({ area: 'audit', act: unlessAll(act), cursor: '' })),
  'audit.open': opening('Audit entry', async ({ ctx, value }) => ({
    modal: auditEntryModal(await seeAuditEntry(ctx, value)),
  })),
  'audit.since': showing((since) => ({ since: unlessAll(since), cursor: '' })),
  'user.history': openHistory,
}

export const auditOptions: Record<string, AnyReaction> = { 'audit.by': suggestPeople }

/** `/people audit`, and `/people audit ada@example.com`: what was done to her. */
export async function showAudit({ ctx }: Heard, { text }: { text: string }): Promise<Answer> {
  const sought = text.trim()
  if (!sought || !can(ctx.actor, 'audit.list')) {
    const page = await seeAudit(ctx, { pageSize: SHORT_PAGE })
    return { note: auditWords(page, null), home: { area: 'audit' } }
  }
  const { userId, candidates } = await whoIsMeant(ctx, { by: 'words', words: sought })
  if (!userId)
    return {
      note: nobodyWords(
        sought,
        candidates.map((it) => it.email ?? it.name),
      ),
    }
  const page = await seeAudit(ctx, { aboutId: userId, pageSize: SHORT_PAGE })
  return { note: auditWords(page, page.names.get(userId) ?? sought) }
}
