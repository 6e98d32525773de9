import { archiveGroup } from '../../../src/usecases/groups/archive-group.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import type { Office } from './office.ts'
import type { Someone } from './someone.ts'

/**
 * What chance seldom comes across: overleaf, in filters of many, behind three clicks. Each by what is written on it,
 * and where there are several, beside it; or with what is entered there.
 */
const errandsAbout = (somebody: string): string[][] => [
  ['/people sessions', 'Next page »', '« First page'],
  [`/people show ${somebody}`, 'Login attempts', 'Next page »'],
  [`/people show ${somebody}`, 'History', 'Next page »'],
  [`/people show ${somebody}`, 'Sessions', 'Revoke all'],
  [`/people show ${somebody}`, 'Roles', 'Give a role at a site'],
  ['/people invite somebody@people.test as Nobody', 'Open the form'],
  [
    '/people delete new.2@moved.test',
    'Type “Robin Meyer” to confirm: Robin Meyer',
    'Delete for good',
    'Undo',
  ],
  [
    ...[
      '/people create',
      'First name: Tom',
      'Last name: Fisher',
      'E-mail in the organization: tom@noon.test',
    ],
    ...['Create user', 'Open profile', 'New temporary password', 'Make a new one'],
  ],
  ['home', 'Audit', 'Done by …', 'By anybody'],
  ['home', 'Users', 'Any role', 'Any team', 'Any department', 'Any unit', 'Any site'],
  [
    ...['/people add', 'First name: Nia', 'Last name: Okoro', 'Gender: Female', 'Birthday: 1990-05-17'],
    ...['E-mail in the organization: nia@noon.test', 'Next', 'Personal e-mail: nia@home.test', 'Invite'],
  ],
  ['home', 'Settings', 'Change: Whom to ask', 'Person to contact: Robin'],
  ['home', 'Groups', 'Teams', 'Search by name: Everybody', 'Members', 'Next page »'],
  ['home', 'Groups', 'Departments', 'Show archived', 'Search by name: A closed one', 'Bring back'],
]

/** Somebody who may do everything goes to all of them. */
export async function runErrands({ ada, owner, bot }: Office, somebody: string): Promise<void> {
  const { id } = await createGroup(owner, { kind: 'department', name: 'A closed one' })
  await archiveGroup(owner, id)
  for (const errand of errandsAbout(somebody)) {
    await ada.closes({ all: true }).catch(() => {})
    for (const step of errand) await take(ada, step).then(() => bot.door.settled())
  }
  await ada.closes({ all: true }).catch(() => {})
}

function take(who: Someone, step: string): Promise<unknown> {
  if (step.startsWith('/')) return who.looksAt('app').command(step)
  if (step === 'home') return who.opensHome()
  if (who.sendsBy === step) return who.submit()
  const [label = '', words] = step.split(': ')
  const named = who.buttons.filter((it) => it.label.startsWith(label) && it.row.includes(words ?? ''))
  if (named[0]) return who.press(named[0], named[0].asksFirst ? true : undefined)
  const field = who.fields.find((it) => it.label === label)
  if (!field) throw new Error(`No ${step} here:\n${who.sees}`)
  const anything = Number(field.element.min_query_length) > 0 ? 'e' : ''
  return who.enters(field, words ?? field.options[0] ?? anything)
}
