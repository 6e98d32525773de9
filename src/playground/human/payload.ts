import type { Person } from '../workspace/person.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { deliver, type Outcome } from './deliver.ts'

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

export const sendInteraction = (
  it: Workspace,
  person: Person,
  payload: Record<string, unknown>,
): Promise<Outcome> =>
  deliver(it, {
    kind: String(payload.type),
    person: person.id,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  })
