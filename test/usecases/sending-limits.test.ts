import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SENT_TO_ONE_IN_A_DAY } from '../../src/domain/sending-limits.ts'
import { DAY, HOUR } from '../../src/domain/time.ts'
import type { Context } from '../../src/usecases/context.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const hence = (seconds: number) => new Date(house.clock.now().getTime() + seconds * 1000)

/** As if so many had been sent half an hour ago. */
async function sentBefore(owner: Context, count: number): Promise<void> {
  const { organizationId } = owner.actor
  const inviterId = owner.actor.kind === 'user' ? owner.actor.userId : null
  const at = hence(-HOUR / 2)
  await house.query(
    `with made as (
       insert into invitations (organization_id, id, inviter_id, inviter_name, created_at, lifetime_seconds, generation,
                                sent_at, expires_at, ending, ended_at)
       select :organizationId, gen_random_uuid(), :inviterId, 'Olga', :at, 86400, 1, :at,
              cast(:at as timestamptz) + interval '1 day', 'cancelled', :at
       from generate_series(1, :count) returning id)
     insert into invitation_tokens (organization_id, invitation_id, generation, hash, nonce, key_id, created_at, superseded_at)
     select :organizationId, id, 1, sha256(cast(cast(id as text) as bytea)), sha256(cast('n' || cast(id as text) as bytea)),
            'k', :at, :at from made returning 1`,
    { organizationId, inviterId, at, count },
  )
}

describe('how much is sent', () => {
  test('one person invites two thousand in an hour, and is told when it may go on', async () => {
    const { owner } = await house.organization()
    await sentBefore(owner, 1_999)
    expect((await house.invite(owner, ['last@limit.test']))[0]?.result).toBe('invited')
    await expect(house.invite(owner, ['more@limit.test'])).rejects.toMatchObject({
      code: 'too-often',
      facts: { retryAt: hence(HOUR / 2), waitSeconds: HOUR / 2 },
    })
    // The command line speaks for the organization, which has room left.
    const operator = house.operatorOf(owner.actor.organizationId)
    expect((await house.invite(operator, ['other@limit.test']))[0]?.result).toBe('invited')
    house.clock.moveSeconds(HOUR / 2)
    expect((await house.invite(owner, ['more@limit.test']))[0]?.result).toBe('invited')
  })

  test('an organization sends twenty thousand links in an hour, whoever asks and however', async () => {
    const { owner, organizationId } = await house.organization()
    const operator = house.operatorOf(organizationId)
    const { invitationId } = await house.invited(owner, 'again@limit.test')
    await sentBefore({ ...owner, actor: operator.actor }, 19_999)
    await expect(house.invite(operator, ['many@limit.test'])).rejects.toMatchObject({ code: 'too-often' })
    await expect(resendInvitation(owner, invitationId)).rejects.toMatchObject({ code: 'too-often' })
    const other = await house.organization()
    expect((await house.invite(other.owner, ['many@limit.test']))[0]?.result).toBe('invited')
  })

  test('nobody gets more than a day full of letters by being cancelled and invited anew', async () => {
    const { owner } = await house.organization()
    for (let at = 0; at < SENT_TO_ONE_IN_A_DAY; at++) {
      const [outcome] = await house.invite(owner, ['pestered@limit.test'])
      if (outcome?.result !== 'invited') throw new Error(`${at}: ${outcome?.result}`)
      await cancelInvitation(owner, outcome.invitationId)
      house.clock.moveSeconds(60)
    }
    const [refused, fine] = await house.invite(owner, ['pestered@limit.test', 'fine@limit.test'])
    expect([refused?.result, fine?.result]).toEqual(['refused', 'invited'])
    expect(refused).toMatchObject({ refusal: { code: 'too-often' } })
    house.clock.moveSeconds(DAY)
    expect((await house.invite(owner, ['pestered@limit.test']))[0]?.result).toBe('invited')
  })
})
