import { isDuplicate, type Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as setupCodes from '../../db/setup-codes.ts'
import * as teams from '../../db/slack-teams.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import { nameFrom, nameOrNull } from '../../domain/person-name.ts'
import { Refusal } from '../../domain/refusal.ts'
import { hashOfSetupCode, newSetupCode, SETUP_CODE_SECONDS, setupCodeTries } from '../../domain/setup-code.ts'
import { confirmedAddress, type SlackProfile } from '../../domain/slack-profile.ts'
import { after } from '../../domain/time.ts'
import { tooOften } from '../../domain/too-often.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { makeOrganization } from '../organizations/make-organization.ts'
import { record } from '../record.ts'
import { bindTo } from './bind-to.ts'

/** For a workspace that has no organization yet. Whoever reads what the server prints may hand it on. */
export function makeSetupCode(ctx: Outside, { isForFirst = false } = {}): Promise<string> {
  return atomically(ctx, (tx) => newCode(tx, ctx, isForFirst))
}

/** For whoever has just started Usher and has nothing yet; null as soon as there is an organization. */
export function offerFirstSetupCode(ctx: Outside): Promise<string | null> {
  return atomically(ctx, async (tx) => ((await organizations.isThere(tx)) ? null : newCode(tx, ctx, true)))
}

async function newCode(tx: Tx, ctx: Outside, isForFirst: boolean): Promise<string> {
  const now = ctx.now()
  const code = newSetupCode()
  await setupCodes.forgetOld(tx, now)
  await setupCodes.insert(tx, {
    hash: hashOfSetupCode(code) as Buffer,
    isForFirst,
    createdAt: now,
    expiresAt: after(now, SETUP_CODE_SECONDS),
  })
  return code
}

export interface SetUp {
  code: string
  organizationName: string
  profile: SlackProfile
}

/**
 * Whoever shows the code owns the organization that this workspace becomes: organization, person, role, binding and
 * claim come into being together. The address has to be one that Slack has confirmed, so that there is always a way
 * in besides Slack: a letter to it.
 */
export async function setUpByCode(ctx: Outside, typed: SetUp): Promise<{ organizationId: string }> {
  const { profile } = typed
  const name = nameFrom('organization', typed.organizationName)
  await countTry(ctx, profile)
  const hash = hashOfSetupCode(typed.code)
  if (!hash) throw new Refusal('setup-code-wrong')
  if (profile.standing !== 'member') throw new Refusal('slack-member-wanted')
  const address = confirmedAddress(profile)
  if (!address) throw new Refusal('slack-address-unconfirmed')
  try {
    return await atomically(ctx, (tx) => setUp(tx, ctx, { hash, name, address, profile }))
  } catch (fault) {
    if (isDuplicate(fault, 'organizations_name')) throw new Refusal('organization-exists', { name })
    throw fault
  }
}

/** In a transaction of its own: what is refused counts too. */
async function countTry(ctx: Outside, { teamId, slackUserId }: SlackProfile): Promise<void> {
  const { isBlocked, blockedUntil } = await atomically(ctx, (tx) =>
    tries.count(tx, `set-up code by ${teamId}:${slackUserId}`, setupCodeTries, ctx.now()),
  )
  if (isBlocked && blockedUntil) throw tooOften(blockedUntil, ctx.now())
}

interface Wanted {
  hash: Buffer
  name: string
  address: EmailAddress
  profile: SlackProfile
}

async function setUp(tx: Tx, ctx: Outside, wanted: Wanted): Promise<{ organizationId: string }> {
  const { hash, name, profile } = wanted
  const { teamId, slackUserId, timeZone } = profile
  const now = ctx.now()
  await setupCodes.takeTurn(tx)
  if (!(await setupCodes.use(tx, hash, now))) throw new Refusal('setup-code-wrong')
  const userId = newId(now)
  const by = (organizationId: string) => ({ kind: 'invitee' as const, organizationId, userId })
  const place = timeZone ? { name, timeZone } : { name }
  const { organizationId, ownerRoleId } = await makeOrganization(tx, ctx, place, by)
  if (!(await teams.claim(tx, teamId, organizationId))) throw new Refusal('slack-team-taken', { teamId })

  await insertOwner(tx, { ...wanted, organizationId, userId, now })
  const own = { organizationId, id: newId(now), userId, roleId: ownerRoleId }
  await roles.grant(tx, [{ ...own, grantedById: null, createdAt: now }])
  const acting = actingAs(ctx, by(organizationId))
  await record(tx, acting, {
    act: 'user.create',
    targetKind: 'user',
    targetId: userId,
    after: { roles: ['Owner'], by: 'setup code' },
  })
  await bindTo(tx, acting, { userId, teamId, slackUserId, timeZone, confirmedBy: 'setup code' })
  return { organizationId }
}

async function insertOwner(
  tx: Tx,
  it: Wanted & { organizationId: string; userId: string; now: Date },
): Promise<void> {
  const { organizationId, userId: id, now, address, profile } = it
  await users.insertNew(tx, [
    {
      ...{ organizationId, id, email: address.typed, address: address.canonical },
      ...{ firstName: nameOrNull(profile.firstName), lastName: nameOrNull(profile.lastName) },
      displayName: nameOrNull(profile.name),
      origin: 'create',
      ...{ createdAt: now, activatedAt: now, registeredAt: now, emailVerifiedAt: now },
    },
  ])
}
