import type { Group, GroupKind } from '../../domain/group.ts'
import type { User } from '../../domain/user.ts'

/** A person has one department and one unit: those among these groups, if any. */
export function belongingTo(all: Pick<Group, 'id' | 'kind'>[]): Partial<User> {
  const idOf = (kind: GroupKind) => all.find((it) => it.kind === kind)?.id
  const departmentId = idOf('department')
  const unitId = idOf('unit')
  return { ...(departmentId ? { departmentId } : {}), ...(unitId ? { unitId } : {}) }
}
