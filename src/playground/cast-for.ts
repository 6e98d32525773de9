import { Refusal } from '../domain/refusal.ts'
import { actingAs, type Outside } from '../usecases/context.ts'
import { chooseOrganization } from '../usecases/organizations/choose-organization.ts'
import { whoSpeaks } from '../usecases/slack/who-speaks.ts'
import { listUsers } from '../usecases/users/list-users.ts'
import { cast, EXAMPLE, players, slackIdOf, TEAM } from './cast.ts'
import { seed } from './seed.ts'
import type { NewPerson } from './workspace/person.ts'

/** Who can be played, and whose organization it is. */
export interface Stage {
  /** `example`: ours, made for trying. `own` and `several`: the operator's, left as they are. `none`: nothing yet. */
  kind: 'example' | 'own' | 'several' | 'none'
  teamName: string
  people: NewPerson[]
}

/**
 * An empty database gets an example; a second start finds it again. Where somebody has made an organization of their
 * own nothing is added and nobody is bound: the players look like the first people there, so that whoever connects
 * them finds the letter that asks for it in the mailbox.
 */
export async function castFor(ctx: Outside, mayFurnish: boolean): Promise<Stage> {
  const example: Stage = { kind: 'example', teamName: TEAM.name, people: cast.map((it) => players[it]) }
  const known = await whoSpeaks(ctx, { teamId: TEAM.id, slackUserId: slackIdOf('ada') })
  if (!('why' in known) && known.organizationName === EXAMPLE) return example
  const organization = await theirs(ctx)
  if (organization === 'none' && mayFurnish) {
    await seed(ctx)
    return example
  }
  return typeof organization === 'string' ? { ...example, kind: organization } : lookAlikes(ctx, organization)
}

async function theirs(ctx: Outside): Promise<'none' | 'several' | { id: string; name: string }> {
  try {
    return await chooseOrganization(ctx, null)
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    if (fault.code === 'not-found') return 'none'
    if (fault.code === 'organization-unclear') return 'several'
    throw fault
  }
}

async function lookAlikes(ctx: Outside, { id, name }: { id: string; name: string }): Promise<Stage> {
  const operator = actingAs(ctx, { kind: 'operator', organizationId: id, name })
  const { users } = await listUsers(operator, { status: 'active', pageSize: 50 })
  const rank = (roles: string[]) => (roles.includes('Owner') ? 0 : roles.includes('Admin') ? 1 : 2)
  const byRank = users.filter((it) => it.email).sort((a, b) => rank(a.roleNames) - rank(b.roleNames))
  const people = cast.map((player, at) => {
    const found = byRank[at]
    return found ? { ...players[player], realName: found.name, email: found.email } : players[player]
  })
  return { kind: 'own', teamName: name, people }
}
