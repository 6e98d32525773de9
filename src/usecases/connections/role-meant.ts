import { Refusal } from '../../domain/refusal.ts'
import type { Role } from '../../domain/role.ts'

/** By id, by the key of a built-in one, or by name whatever its case. */
export function roleMeant(known: Role[], typed: string): Role {
  const wanted = typed.trim().toLowerCase()
  const found = known.find((it) => [it.id, it.key, it.name.toLowerCase()].includes(wanted))
  if (!found) throw new Refusal('role-unknown', { name: typed, known: known.map((it) => it.name) })
  return found
}
