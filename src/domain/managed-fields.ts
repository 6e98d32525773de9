import { Refusal, type RefusalFacts } from './refusal.ts'
import { type SaidField, saidFields } from './said-user.ts'
import type { User } from './user.ts'

/** What a provider says of somebody: here it would only be changed back. */
export interface Managed {
  connection: string
  fields: SaidField[]
}

type Named = RefusalFacts['managed-by-provider']['field']

const names: Record<SaidField, Named> = {
  email: 'email',
  deliveryEmail: 'personalAddress',
  phone: 'phone',
  firstName: 'firstName',
  lastName: 'lastName',
  displayName: 'displayName',
  position: 'position',
  gender: 'gender',
  birthday: 'birthday',
  avatarUrl: null,
  managerId: 'manager',
  department: 'department',
}

/** A department is a column by its id, and a provider's by its name. */
const fieldOf = (column: keyof User): SaidField | undefined =>
  column === 'departmentId' ? 'department' : saidFields.find((it) => it === column)

export const isManaged = (managed: Managed | null, field: SaidField): boolean =>
  managed?.fields.includes(field) ?? false

/** Everything of a form that is not ours to change is named at once. */
export function mustNotBeManaged(managed: Managed | null, columns: readonly (keyof User)[]): void {
  if (!managed) return
  const { connection } = managed
  const refusals = columns.flatMap((column) => {
    const field = fieldOf(column)
    return field && isManaged(managed, field)
      ? [new Refusal('managed-by-provider', { connection, field: names[field] })]
      : []
  })
  const [first, ...others] = refusals
  if (first) throw others.length > 0 ? new Refusal('several-faults', { refusals }) : first
}
