import { can } from '../../domain/policy.ts'
import { listConnections } from '../../usecases/connections/list-connections.ts'
import { listLinkQuestions } from '../../usecases/provisioning/link-questions.ts'
import type { WordReaction } from '../commands/word.ts'
import type { Area } from '../home/areas.ts'
import { beginConnecting, connectMeant } from './connect.ts'
import { shownQuestion } from './questions.ts'
import { syncArea, syncWords } from './sync-area.view.ts'

/** Identity providers, and how they are doing. */
export const sync: Area = {
  id: 'sync',
  title: 'Sync',
  needs: 'connections.manage',
  isAboutEverybody: true,
  draw: async ({ ctx }) => {
    const [connections, questions] = await Promise.all([
      listConnections(ctx),
      can(ctx.actor, 'connection.link') ? listLinkQuestions(ctx) : null,
    ])
    return syncArea({ connections, questions: questions?.map(shownQuestion(ctx)) ?? null, now: ctx.now() })
  },
}

/** `/people sync`, and `/people sync connect okta`. */
export const syncByWords: WordReaction<'sync'> = {
  opens: ({ text }) => (connectMeant(text) === null ? null : 'Connect a provider'),
  react: async (heard, { text }) => {
    const wanted = connectMeant(text)
    if (wanted !== null && heard.showsModal) return beginConnecting(heard.ctx, wanted)
    const { ctx } = heard
    return {
      note: syncWords({ connections: await listConnections(ctx), now: ctx.now() }),
      home: { area: 'sync' },
    }
  },
}
