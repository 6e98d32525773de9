import { listConnections } from '../../../src/usecases/connections/list-connections.ts'
import { whoProvisions } from '../../../src/usecases/connections/who-provisions.ts'
import { type Office, opensAt } from '../../support/slack/office.ts'

/** What is done and looked at again and again in the tests of Sync. */
export const looking = (office: Office) => ({
  async inSync(who = office.ada): Promise<void> {
    await opensAt(office, who, 'Sync')
    await who.waitsFor(/identity provider|Connect another provider/)
  },

  /** From the Home, by the row's menu. */
  async within(entry: string, name: string, waitsFor: string, who = office.ada): Promise<void> {
    await this.inSync(who)
    await who.click(entry, { in: name })
    await who.waitsFor(waitsFor)
  },

  async connectionCalled(name: string) {
    const found = (await listConnections(office.owner)).find((it) => it.name === name)
    if (!found) throw new Error(`There is no connection ${name}`)
    return found
  },

  speaks: async (secret: string): Promise<boolean> =>
    (await whoProvisions(office.house.outside(), secret)) !== null,
})

/** The secret that stands on a screen. */
export const secretIn = (seen: string, prefix = 'scim_'): string =>
  new RegExp(`${prefix}[\\w-]{43}`).exec(seen)?.[0] ?? 'no secret'
