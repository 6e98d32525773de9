import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainStart, type Sealable, sealOf } from '../../src/db/audit-chain.ts'
import { sealAudit } from '../../src/usecases/audit/seal-audit.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe('the audit', () => {
  test.each(['update audit_entries set act = act', 'delete from audit_entries', 'truncate audit_entries'])(
    'takes no %s from the role that writes it',
    async (statement) => {
      await house.organization()
      await expect(house.db.raw(statement)).rejects.toThrow(/permission denied/)
    },
  )

  test('is sealed in one chain, whoever seals, and each entry once', async () => {
    const { owner, organizationId } = await house.organization()
    await house.invite(
      owner,
      Array.from({ length: 60 }, (_, at) => `p${at}@audit.test`),
    )
    await Promise.all([sealAudit(house.outside()), sealAudit(house.outside()), sealAudit(house.outside())])
    await sealAudit(house.outside())
    const sealed = await house.query<Sealable & { number: string; hash: Buffer }>(
      `select s.number, s.hash, e.id, e.at, e.actor_kind "actorKind", e.actor_id "actorId", e.act,
              e.target_kind "targetKind", e.target_id "targetId", e.surface, e.request_id "requestId",
              e.details_digest "detailsDigest"
       from audit_seals s join audit_entries e on e.organization_id = s.organization_id and e.id = s.entry_id
       where s.organization_id = :organizationId order by s.number`,
      { organizationId },
    )
    const entries = await house.query<{ count: number }>(
      'select count(*)::int count from audit_entries where organization_id = :organizationId',
      { organizationId },
    )
    expect(sealed).toHaveLength(entries[0]?.count ?? -1)
    let hash = chainStart(organizationId)
    for (const [at, entry] of sealed.entries()) {
      hash = sealOf(hash, at + 1, entry)
      expect(entry.hash.equals(hash)).toBe(true)
    }
  })

  test('tells who did what to whom, where, and the same request by one id', async () => {
    const { owner, ownerId } = await house.organization()
    const [outcome] = await house.invite(owner, ['told@audit.test'])
    const [entry] = await house.query<Record<string, unknown>>(
      `select e.act, e.actor_id, e.surface, e.request_id, d.body from audit_entries e
       join audit_details d on d.entry_id = e.id where e.target_id = :id`,
      { id: outcome && 'invitationId' in outcome ? outcome.invitationId : '' },
    )
    expect(entry).toMatchObject({ act: 'invitation.create', actor_id: ownerId, surface: 'web' })
    expect(entry?.request_id).toBe(owner.trace.requestId)
    expect(JSON.parse(String(entry?.body))).toMatchObject({
      ip: '203.0.113.7',
      after: { address: 'told@audit.test', roles: ['Member'] },
    })
  })
})
