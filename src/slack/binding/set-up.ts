import { nameFrom } from '../../domain/person-name.ts'
import { setUpByCode } from '../../usecases/slack/set-up-by-code.ts'
import type { OpenReaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import { toUnknown, whyUnknown } from './first-contact.ts'
import { connectedAlready } from './first-contact.view.ts'
import { setUpForm, welcomeModal } from './set-up.view.ts'

/** "I have a set-up code", where no organization is yet. */
export const openSetUp = (needs: SlackNeeds): OpenReaction => ({
  opens: 'Set up Usher',
  reactToAnybody: (heard) => {
    if ('actor' in heard.speaker) return { note: connectedAlready, home: 'again' }
    return whyUnknown(heard) === 'team-unclaimed' ? { modal: setUpForm() } : toUnknown(needs)(heard)
  },
})

/** Whoever shows the code becomes the first owner. */
export const setUp = (needs: SlackNeeds): OpenReaction => ({
  reactToAnybody: async (heard) => {
    const { fields, outside } = heard
    if (whyUnknown(heard) !== 'team-unclaimed') return toUnknown(needs)(heard)
    const organizationName = fields.text('organization')
    await setUpByCode(outside, {
      code: fields.text('code'),
      organizationName,
      profile: await heard.profile(),
    })
    return {
      modal: welcomeModal({
        organizationName: nameFrom('organization', organizationName),
        publicUrl: needs.publicUrl,
        peopleCommand: needs.commands.people[0] ?? '/people',
        invitesCommand: needs.commands.invites[0] ?? '/invites',
      }),
      home: 'again',
    }
  },
})
