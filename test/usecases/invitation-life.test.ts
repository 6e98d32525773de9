import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptInvitation } from '../../src/usecases/invitations/accept-invitation.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { seeInvitation } from '../../src/usecases/invitations/see-invitation.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('invited, delivered, accepted, signed in', async () => {
  const { owner } = await house.organization()
  const ada = await house.invited(owner, 'ada@example.test', { message: 'Welcome aboard' })
  const seen = await seeInvitation(house.outside(), ada.token)
  expect(seen).toMatchObject({
    email: 'ada@example.test',
    roleNames: ['Member'],
    inviterName: 'Olga Petrova',
    death: null,
  })

  const session = await house.accept(ada.token, { firstName: 'Ada', lastName: 'Lovelace' })
  expect(session.device).toBe('Firefox on Linux')
  const again = await signIn(
    house.outside(),
    { identifier: 'ADA@example.test', password: PASSWORD, organizationId: null },
    BROWSER,
  )
  expect(again.session.userId).toBe(ada.userId)
  await expect(house.accept(ada.token)).rejects.toMatchObject({
    code: 'link-dead',
    facts: { cause: 'accepted' },
  })
})

test('a resent invitation has one live link', async () => {
  const { owner } = await house.organization()
  const bob = await house.invited(owner, 'bob@example.test')
  await resendInvitation(owner, bob.invitationId)
  await house.deliverAll()
  await expect(house.accept(bob.token)).rejects.toMatchObject({ facts: { cause: 'superseded' } })
  await house.accept(house.post.tokenFor('bob@example.test'))
})

test('a cancelled invitation is dead, and the person it had made is gone', async () => {
  const { owner } = await house.organization()
  const eve = await house.invited(owner, 'eve@example.test')
  await cancelInvitation(owner, eve.invitationId)
  await expect(house.accept(eve.token)).rejects.toMatchObject({ facts: { cause: 'cancelled' } })
  expect(await house.query('select 1 from users where id = :id', { id: eve.userId })).toEqual([])
  const [again] = await house.invite(owner, ['eve@example.test'])
  expect(again?.result).toBe('invited')
})

test('everything wrong with a form is said at once, and nothing is used up', async () => {
  const { owner } = await house.organization()
  const una = await house.invited(owner, 'una@example.test')
  const wrong = { firstName: ' ', lastName: '\u0000', password: 'short', passwordAgain: 'other' }
  await expect(acceptInvitation(house.outside(), una.token, wrong, BROWSER)).rejects.toMatchObject({
    code: 'several-faults',
    facts: {
      refusals: [
        { code: 'name-unusable', facts: { field: 'firstName' } },
        { code: 'name-unusable', facts: { field: 'lastName' } },
        { code: 'password-refused', facts: { fault: 'too-short' } },
        { code: 'passwords-differ' },
      ],
    },
  })
  await house.accept(una.token)
})
