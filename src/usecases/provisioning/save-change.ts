import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import { place } from '../../db/people-met.ts'
import type { ProvisionedPerson } from '../../db/provisioned-users.ts'
import * as saidPeople from '../../db/said-people.ts'
import { shuttingOut } from '../../db/shut-out.ts'
import { mayBeWelcomed } from '../../domain/welcome.ts'
import { sendNewWelcomes } from '../welcomes/send-welcomes.ts'
import type { PersonChange } from './change-of.ts'
import { rememberPlace } from './known-places.ts'
import type { Provisioning } from './provisioning.ts'

/** With what it brings: access that ends, links that die, a way in, and what the audit tells. */
export async function saveChange(
  it: Provisioning,
  before: ProvisionedPerson,
  change: PersonChange,
): Promise<void> {
  const { tx, actor, now, write } = it
  const { user, columns, suspends, enables } = change
  const { organizationId, id: userId } = user
  const isElsewhere = columns.includes('address')
  // Nobody whom a provider keeps has an invitation that is open.
  const out = { organizationId, userId, now, why: 'suspended' }
  await write(notesOf(before, change), saidPeople.saving(actor, [change]), suspends ? shuttingOut(out) : null)
  if (isElsewhere && !suspends) await oneTimeTokens.voidAll(tx, organizationId, userId, now)
  if (columns.includes('phone') && user.registeredAt)
    await outbox.post(tx, now, [{ organizationId, kind: 'phone-changed', userId }])
  if ((enables || isElsewhere) && mayBeWelcomed(user)) await welcome(it, change)
}

async function welcome(it: Provisioning, { user }: PersonChange): Promise<void> {
  const there = await place(it.tx, it.actor)
  if (there) rememberPlace(it.ctx.db, it.actor.connectionId, there)
  if (there?.connection.sendsWelcome) await sendNewWelcomes(it, there.organization, [user])
}

/** What the audit is told. */
export function notesOf(
  before: ProvisionedPerson,
  { user, row, columns, suspends, enables, department, isKept }: PersonChange,
) {
  const of = { targetKind: 'user' as const, targetId: user.id }
  const inWords = (it: ProvisionedPerson | PersonChange['user'], name: string | null) =>
    Object.fromEntries(
      columns.map((column) =>
        column === 'departmentId' ? ['department', name] : [column, it[column as keyof typeof it]],
      ),
    )
  const isRenamed = row.userName !== before.userName
  const names = (userName: string) => (isRenamed ? { userName } : {})
  const isEdit = columns.length > 0 || isKept
  return [
    ...(isEdit
      ? [
          {
            act: 'user.edit',
            ...of,
            before: { ...inWords(before, before.department), ...names(before.userName) },
            after: { ...inWords(user, department?.name ?? null), ...names(row.userName) },
          },
        ]
      : []),
    ...(suspends ? [{ act: 'user.suspend', ...of }] : []),
    ...(enables ? [{ act: 'user.enable', ...of }] : []),
  ]
}
