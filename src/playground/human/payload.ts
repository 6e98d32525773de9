import { Cannot } from '../workspace/cannot.ts'
import type { Person } from '../workspace/person.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { deliver } from './deliver.ts'
import type { Outcome } from './parcel.ts'

/** What every interaction begins with. */
export const interaction = (it: Workspace, person: Person, type: string): Record<string, unknown> => ({
  type,
  team: { id: it.team.id, domain: it.team.domain },
  user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
  api_app_id: it.app.id,
  token: it.app.verificationToken,
  enterprise: null,
  is_enterprise_install: false,
})

export async function sendInteraction(
  it: Workspace,
  person: Person,
  payload: Record<string, unknown>,
): Promise<Outcome> {
  if (!it.isInstalled) throw new Cannot(`${it.app.name} is not installed in ${it.team.name} any more`)
  return deliver(it, {
    kind: String(payload.type),
    person: person.id,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  })
}
