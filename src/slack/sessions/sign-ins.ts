import { nameOf } from '../../domain/user.ts'
import type { Context } from '../../usecases/context.ts'
import { listSignIns, type SignInQuestion } from '../../usecases/sessions/list-sign-ins.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import type { Modal } from '../blocks.ts'
import { acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { showing } from '../home/draw-home.ts'
import { signInsArea, signInsModal } from './sign-ins.view.ts'

const PAGE = 25

async function pageOf(ctx: Context, asked: SignInQuestion) {
  const found = await listSignIns(ctx, { ...asked, pageSize: PAGE + 1 })
  const attempts = found.slice(0, PAGE)
  return { attempts, next: found.length > PAGE ? (attempts.at(-1)?.id ?? null) : null }
}

/** Every attempt to sign in. */
export const signIns: Area = {
  id: 'sign-ins',
  title: 'Login attempts',
  needs: 'sign-ins.read',
  draw: async ({ ctx }, place) => {
    const onlyFailed = place.result === 'failed'
    const asked = {
      onlyFailed,
      ...(place.search ? { search: place.search } : {}),
      ...(place.cursor ? { before: place.cursor } : {}),
    }
    return signInsArea({ ...(await pageOf(ctx, asked)), onlyFailed, place })
  },
}

export const byResult: Reaction = showing((result) => ({ result, cursor: '' }))

export interface Wanted {
  userId: string | null
  onlyFailed: boolean
  cursor?: string | null
}

export async function signInsOf(ctx: Context, { userId, onlyFailed, cursor = null }: Wanted): Promise<Modal> {
  const page = await pageOf(ctx, {
    onlyFailed,
    ...(userId ? { userId } : {}),
    ...(cursor ? { before: cursor } : {}),
  })
  const user = userId ? (await seeUser(ctx, userId)).user : null
  return signInsModal({ ...page, onlyFailed, cursor, person: user && { id: user.id, name: nameOf(user) } })
}

export const openSignIns: Reaction = opening('Login attempts', async ({ ctx, value }) => ({
  modal: await signInsOf(ctx, { userId: value, onlyFailed: false }),
}))

const shown = ({ place }: Heard): Wanted => {
  const metadata = place.in === 'modal' ? place.view.metadata : {}
  return { userId: metadata.of ?? null, onlyFailed: metadata.failed === 'yes' }
}

export const filterSignIns: Reaction = acting(async (heard) => ({
  modal: await signInsOf(heard.ctx, { ...shown(heard), onlyFailed: heard.value === 'failed' }),
}))

export const turnSignIns: Reaction = acting(async (heard) => ({
  modal: await signInsOf(heard.ctx, {
    ...shown(heard),
    cursor: heard.value === 'first' ? null : heard.value,
  }),
}))
