import { HOUR, secondsBetween } from '../../domain/time.ts'
import type { Outside } from '../../usecases/context.ts'
import { noteSlackChange } from '../../usecases/slack/unbind-person.ts'
import type { SlackPerson, Speaker, Unknown } from '../../usecases/slack/who-speaks.ts'
import type { Clients } from './clients.ts'
import { askForProfile } from './profile.ts'

/** How long Slack's word that somebody is a member is taken for true. */
const WORTH_SECONDS = HOUR
/** A Slack that has just said nothing is not asked again with every click. */
const SILENCE_SECONDS = 60
const REMEMBERED = 10_000

/** What Slack has said of somebody: that they are here, that they are not, or nothing at all. */
type Said = 'here' | 'gone' | 'nothing'

/**
 * Slack tells when somebody becomes a guest or leaves, and what it tells can be lost while nobody listens. Nothing that
 * they do says it either, so it is asked once an hour. A Slack that is silent throws nobody out.
 */
export class StillThere {
  readonly #asked = new Map<string, { at: Date; said: Promise<Said> }>()
  /** By workspace: the token of one may be no good. */
  readonly #silentSince = new Map<string, Date>()

  /** The same speaker, or nobody any more: then they are disconnected, as if Slack had told it. */
  async check(outside: Outside, clients: Clients, speaker: Speaker): Promise<Speaker | Unknown> {
    return (await this.#ask(outside, clients, speaker)) === 'gone' ? { why: 'unbound' } : speaker
  }

  #ask(outside: Outside, clients: Clients, { teamId, slackUserId }: SlackPerson): Promise<Said> {
    const now = outside.now()
    const key = `${teamId} ${slackUserId}`
    const known = this.#asked.get(key)
    if (known && secondsBetween(known.at, now) < WORTH_SECONDS) return known.said
    const silentSince = this.#silentSince.get(teamId)
    if (silentSince && secondsBetween(silentSince, now) < SILENCE_SECONDS) return Promise.resolve('nothing')
    const said = learn(outside, clients, { teamId, slackUserId })
    this.#asked.delete(key)
    this.#asked.set(key, { at: now, said })
    const [oldest] = this.#asked.keys()
    if (this.#asked.size > REMEMBERED && oldest) this.#asked.delete(oldest)
    return said.finally(() => this.#forgetUnlessHere(key, said, { teamId, now }))
  }

  /** Whoever is gone may be connected again, and silence is no word. */
  async #forgetUnlessHere(
    key: string,
    said: Promise<Said>,
    { teamId, now }: { teamId: string; now: Date },
  ): Promise<void> {
    const it = await said.catch(() => 'nothing' as const)
    if (it === 'nothing') this.#silentSince.set(teamId, now)
    else this.#silentSince.delete(teamId)
    if (it !== 'here') this.#asked.delete(key)
  }
}

async function learn(outside: Outside, clients: Clients, who: SlackPerson): Promise<Said> {
  const profile = await askForProfile(clients, who).catch(() => null)
  if (!profile) return 'nothing'
  // On Enterprise Grid somebody is at home elsewhere and a member here all the same: only what is certain ends it.
  if (profile.standing === 'member' || profile.standing === 'stranger') return 'here'
  await noteSlackChange(outside, who, { isMember: false, timeZone: null })
  return 'gone'
}
