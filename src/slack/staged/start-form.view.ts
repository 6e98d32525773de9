import { countInWords, spanInWords } from '../../domain/plain-words.ts'
import { STAGED_BATCH, stagedSeconds } from '../../domain/staged-run.ts'
import type { SeenStaged } from '../../usecases/staged/see-staged.ts'
import { type Block, context, type Modal, modal, safe, section } from '../blocks.ts'
import { shortened } from '../words/escape-for-slack.ts'

const title = 'Invite staged users'

/** How many, with which roles, who not and why, and how long it takes: sending it is the yes. */
export function startForm(seen: SeenStaged): Modal {
  const { toInvite } = seen
  if (toInvite === 0) return modal({ title, blocks: [section(nobodyInWords(seen)), ...notInvited(seen)] })
  return modal({
    title,
    form: 'staged.start',
    submit: `Invite ${toInvite.toLocaleString('en')}`,
    blocks: [
      section(
        `*${countInWords(toInvite, 'person', 'people')}* ${toInvite === 1 ? 'is' : 'are'} known here and ${toInvite === 1 ? 'has' : 'have'} no invitation. Each gets a letter with a link of their own.`,
      ),
      section(rolesInWords(seen)),
      ...notInvited(seen),
      context(paceInWords(toInvite)),
    ],
  })
}

const nobodyInWords = ({ withoutAddress, declined }: SeenStaged): string =>
  withoutAddress + declined > 0
    ? 'There is nobody who could be invited together with others.'
    : 'Everybody who is known here was invited.'

function rolesInWords({ roleName, withRoles }: SeenStaged): string {
  const keeping =
    withRoles > 0
      ? ` ${withRoles} of them ${withRoles === 1 ? 'has' : 'have'} roles already and ${withRoles === 1 ? 'keeps' : 'keep'} those besides.`
      : ''
  return `:key: With the role *${safe(shortened(roleName, 90))}*, which is what everybody is invited with.${keeping}`
}

function notInvited({ withoutAddress, declined }: SeenStaged): Block[] {
  const lines = [
    ...(withoutAddress > 0
      ? [
          `:warning: ${countInWords(withoutAddress, 'person has', 'people have')} no e-mail address: enter one on the profile, or hand a link over.`,
        ]
      : []),
    ...(declined > 0
      ? [
          `:warning: ${countInWords(declined, 'person has', 'people have')} declined before: whoever still wants them invites them one by one.`,
        ]
      : []),
  ]
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

function paceInWords(people: number): string {
  const seconds = stagedSeconds(people)
  if (seconds === 0) return 'All of them leave within a minute.'
  return `${STAGED_BATCH} at a time: it takes about ${spanInWords(seconds)}, and longer where others invite many at the same time. A message tells you how far it is; you can stop it there.`
}
