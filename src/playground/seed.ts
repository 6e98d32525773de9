import { randomBytes } from 'node:crypto'
import { after, DAY, HOUR } from '../domain/time.ts'
import type { Wish } from '../domain/wish.ts'
import { actingAs, type Context, type Outside } from '../usecases/context.ts'
import { addMembers } from '../usecases/groups/change-members.ts'
import { createGroup } from '../usecases/groups/create-group.ts'
import { acceptInvitation } from '../usecases/invitations/accept-invitation.ts'
import { cancelInvitation } from '../usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../usecases/invitations/decline-invitation.ts'
import { invitePeople } from '../usecases/invitations/invite-people.ts'
import { initOrganization } from '../usecases/organizations/init-organization.ts'
import { createRole } from '../usecases/roles/create-role.ts'
import { bindPerson } from '../usecases/slack/bind-person.ts'
import { whoSpeaks } from '../usecases/slack/who-speaks.ts'
import { addUser } from '../usecases/users/add-user.ts'
import { suspendUser } from '../usecases/users/suspend-user.ts'
import { EXAMPLE, slackIdOf, TEAM } from './cast.ts'
import { connectProvider } from './seed-provider.ts'

const mail = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@acme.example`
const tokenIn = (link: string): string => link.slice(link.lastIndexOf('/') + 1)
const ago = (ctx: Outside, seconds: number): Outside => {
  const then = after(ctx.now(), -seconds)
  return { ...ctx, now: () => then }
}
type Promised = Partial<Pick<Wish, 'roles' | 'groups' | 'sendAfter' | 'message' | 'by'>>

/**
 * An organization to look at: through the use-cases, each at the time it would have happened. Nobody gets a password
 * that anybody knows: who wants to sign in on the web asks for the letter that sets one, and finds it in the mailbox.
 */
export async function seed(ctx: Outside): Promise<void> {
  const made = await initOrganization(ago(ctx, 40 * DAY), { name: EXAMPLE, ownerEmail: mail('Ada') })
  const { organizationId } = made
  const operator = (seconds: number): Context =>
    actingAs(ago(ctx, seconds), { kind: 'operator', organizationId, name: EXAMPLE })

  const ada = await accept(ago(ctx, 40 * DAY - HOUR), made.setupUrl, 'Ada Lovelace')
  await bind(operator(40 * DAY - HOUR), 'ada', ada)
  await furnish(operator(39 * DAY))
  const join = async (days: number, name: string, promised: Promised, address = mail(name)) =>
    accept(ago(ctx, days * DAY - HOUR), await invited(operator(days * DAY), address, promised), name)

  const grace = await join(38, 'Grace Hopper', { roles: ['Admin'], groups: ['Engineering'] }, mail('Grace'))
  await bind(operator(38 * DAY - 2 * HOUR), 'grace', grace)
  const mel = await join(36, 'Mel Kaye', { groups: ['Engineering', 'Platform'] }, mail('Mel'))
  await bind(operator(36 * DAY - 2 * HOUR), 'mel', mel)
  const katherine = await join(30, 'Katherine Johnson', {
    roles: ['Manager'],
    groups: ['Research', 'Flight'],
  })
  const alan = await join(25, 'Alan Turing', { groups: ['Research', 'Core'] })
  await join(21, 'Margaret Hamilton', { roles: ['Office manager'], groups: ['Operations'] })
  const charles = await join(18, 'Charles Babbage', { groups: ['Operations'] })
  await suspendUser(operator(3 * DAY), charles)
  const site = await createGroup(operator(17 * DAY), { kind: 'site', name: 'Istanbul office' })
  await addMembers(operator(17 * DAY), site.id, [ada, grace, katherine, alan])

  await connectProvider(operator)
  await waitAround(ctx)
}

/** Invitations in every state that is worth a look, and somebody who is not invited any more; Ada sent them, so the answers are hers to read. */
async function waitAround(ctx: Outside): Promise<void> {
  const asAda = async (seconds: number): Promise<Context> => {
    const then = ago(ctx, seconds)
    const speaker = await whoSpeaks(then, { teamId: TEAM.id, slackUserId: slackIdOf('ada') })
    if ('why' in speaker) throw new Error(`Ada cannot speak: ${speaker.why}`)
    return actingAs(then, speaker.actor)
  }
  await invited(await asAda(6 * DAY), mail('Emmy Noether'), { groups: ['Research'], by: 'link' })
  const declined = await invited(await asAda(2 * DAY), 'donald@example.org', {})
  await declineInvitation(ago(ctx, 2 * DAY - 3 * HOUR), tokenIn(declined), 'I have a book to finish first.')
  const hedy = await addUser(await asAda(4 * DAY), {
    firstName: 'Hedy',
    lastName: 'Lamarr',
    email: mail('Hedy Lamarr'),
    gender: 'female',
    birthday: '1994-11-09',
    position: 'Radio engineer',
    roles: [],
    groups: ['Research'],
    message: null,
    method: { by: 'link' },
  })
  await cancelInvitation(await asAda(3 * DAY), hedy.invitationId, 'She begins in spring: to be invited then.')
  await invited(await asAda(5 * HOUR), mail('Barbara Liskov'), {
    roles: ['Manager'],
    groups: ['Engineering'],
    message: 'We have kept a desk by the window for you.',
  })
  await invited(await asAda(HOUR), mail('Edsger Dijkstra'), { groups: ['Core'] })
  const tomorrow = after(ctx.now(), 20 * HOUR)
  await invitePeople(
    await asAda(0),
    wishFor(mail('Radia Perlman'), { groups: ['Platform'], sendAfter: tomorrow }),
  )
}

/** Departments, teams, and one role of their own. */
async function furnish(ctx: Context): Promise<void> {
  for (const name of ['Engineering', 'Research', 'Operations'])
    await createGroup(ctx, { kind: 'department', name })
  for (const name of ['Core', 'Platform', 'Flight']) await createGroup(ctx, { kind: 'team', name })
  await createRole(ctx, {
    name: 'Office manager',
    permissions: ['users.read', 'invitations.read', 'invitations.request'],
  })
}

const wishFor = (address: string, promised: Promised): Wish => ({
  addresses: [address],
  roles: [],
  groups: [],
  message: null,
  isConfirmed: true,
  by: 'letter',
  showsLinks: promised.sendAfter === undefined,
  ...promised,
})

async function invited(ctx: Context, address: string, promised: Promised): Promise<string> {
  const [outcome] = await invitePeople(ctx, wishFor(address, promised))
  if (outcome?.result !== 'invited' || !outcome.link) throw new Error(`${address}: ${outcome?.result}`)
  return outcome.link
}

async function accept(ctx: Outside, link: string, name: string): Promise<string> {
  const [firstName = '', lastName = ''] = name.split(' ')
  const password = randomBytes(24).toString('base64url')
  const { session } = await acceptInvitation(
    ctx,
    tokenIn(link),
    { firstName, lastName, password, passwordAgain: password },
    { userAgent: null },
  )
  return session.userId
}

const bind = (ctx: Context, player: string, userId: string): Promise<void> =>
  bindPerson(ctx, { teamId: TEAM.id, slackUserId: slackIdOf(player) }, userId, 'playground')
