import { type EmailAddress, readAddress } from '../../domain/email-address.ts'
import type { InviteChoices, Named } from '../../usecases/invitations/see-invite-choices.ts'
import { instantOf } from '../words/local-moment.ts'
import type { InviteWords } from '../words/read-invite.ts'
import { nearest } from '../words/suggest.ts'
import type { InviteDraft, LookAlike } from './invite-form.view.ts'
import { type Mentioned, silentInWords } from './mentioned.ts'

export interface Written {
  draft: InviteDraft & { troubles: string[]; looksLike: LookAlike[] }
  /** Everybody who was named, as typed. */
  addresses: string[]
  /** Single words among addresses that are none: named with the outcome, and no reason to ask. */
  unreadable: string[]
}

/** What somebody typed, as the form would have it; whatever keeps it from being sent as it is stands in `troubles`. */
export function written(
  said: InviteWords,
  named: Mentioned,
  choices: InviteChoices,
  timeZone: string,
): Written {
  const addresses = [...said.addresses, ...named.emails]
  const roles = chosenFrom(choices.roles, said.roles, 'a role you can give')
  const departments = chosenFrom(choices.groups.department, said.departments, 'a department')
  const units = chosenFrom(choices.groups.unit, said.units, 'a unit')
  const teams = chosenFrom(choices.groups.team, said.teams, 'a team')
  const unclear = said.unreadable.filter((it) => isUnclear(it, addresses))
  return {
    addresses,
    unreadable: said.unreadable.filter((it) => !unclear.includes(it)),
    draft: {
      addresses: addresses.join('\n'),
      ...(said.roles.length > 0 ? { roleIds: roles.ids } : {}),
      departmentId: departments.ids[0] ?? null,
      unitId: units.ids[0] ?? null,
      teamIds: teams.ids,
      message: said.message,
      when: whenOf(said),
      sendAt: typeof said.when === 'object' && said.when ? instantOf(said.when.at, timeZone) : null,
      by: said.by,
      looksLike: lookAlikesIn(addresses),
      troubles: [
        ...unclear.map((it) => `Not understood: “${it}”.${meant(said, it)}`),
        ...[roles, departments, units, teams].flatMap((it) => it.troubles),
        ...tooMany(said.departments, 'department'),
        ...tooMany(said.units, 'unit'),
        ...said.sites.map(
          (it) => `Nobody is invited to a site (“${it}”): give a role there once they are here.`,
        ),
        ...(said.isQuoteOpen
          ? ['A quotation has no end, so everything behind it was read as the message.']
          : []),
        ...(said.lifetimeSeconds === null
          ? []
          : ['How long links live is set for the whole organization, in the settings.']),
        ...(addresses.length === 0 ? ['Nobody is named yet: at least one e-mail address is needed.'] : []),
        ...named.silent.map(silentInWords),
      ],
    },
  }
}

/** In a list of addresses one word that is none is a slip; beside a single one it may be all that matters. */
const isUnclear = (typed: string, addresses: string[]): boolean => addresses.length < 2 || /\s/.test(typed)

const meant = ({ suggestions }: InviteWords, typed: string): string => {
  const found = suggestions.find((it) => typed.split(/\s+/).includes(it.typed))
  return found ? ` Did you mean “${found.meant}”?` : ''
}

const whenOf = ({ when }: InviteWords) =>
  when === null || when === 'next-business-morning' ? (when ?? 'now') : 'later'

function chosenFrom(all: Named[], typed: string[], what: string): { ids: string[]; troubles: string[] } {
  const names = all.map((it) => it.name)
  const same = (name: string) => all.find((it) => it.name.toLowerCase() === name.toLowerCase())
  return {
    ids: typed.flatMap((it) => same(it)?.id ?? []),
    troubles: typed
      .filter((it) => !same(it))
      .map((it) => {
        const near = nearest(it, names)
        const known = names.length > 0 ? ` There are: ${names.slice(0, 12).join(', ')}.` : ''
        return `“${it}” is not ${what}.${near ? ` Did you mean “${near}”?` : known}`
      }),
  }
}

const tooMany = (typed: string[], what: string): string[] =>
  typed.length > 1 ? [`Nobody belongs to more than one ${what}: choose one.`] : []

export const lookAlikesIn = (addresses: string[]): LookAlike[] =>
  addresses
    .map((it) => readAddress(it))
    .flatMap((it) => (isLookAlike(it) ? [{ email: it.typed, readsAs: it.lookAlike }] : []))

const isLookAlike = (it: ReturnType<typeof readAddress>): it is EmailAddress & { lookAlike: string } =>
  !('fault' in it) && it.lookAlike !== null

/** From the text alone: whether the form will be needed, so that it opens in time. */
export const needsForm = (said: InviteWords): boolean =>
  said.addresses.length + said.mentions.length === 0 ||
  said.when === 'later' ||
  said.isQuoteOpen ||
  said.lifetimeSeconds !== null ||
  said.sites.length > 0 ||
  said.departments.length > 1 ||
  said.units.length > 1 ||
  said.unreadable.some((it) => isUnclear(it, said.addresses)) ||
  lookAlikesIn(said.addresses).length > 0
