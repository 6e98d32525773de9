import { actions, button, context, input, type Modal, modal, safe, section, textInput } from '../blocks.ts'

/** The code is on the terminal of whoever started Usher; nobody else can have it. */
export const setUpForm = (): Modal =>
  modal({
    title: 'Set up Usher',
    form: 'binding.set-up',
    submit: 'Set up',
    blocks: [
      section('You become the first owner of an organization that lives in this workspace.'),
      input('code', 'Set-up code', textInput('code', { placeholder: 'XXXX-XXXX-XXXX-XXXX-XXXX', max: 100 }), {
        hint: 'Usher prints it where it is started. It works once, for 24 hours.',
      }),
      input('organization', 'Name of your organization', textInput('organization', { max: 120 }), {
        hint: 'People see it in invitations and letters.',
      }),
    ],
  })

interface Welcome {
  organizationName: string
  publicUrl: string
  peopleCommand: string
  invitesCommand: string
}

/** The first thing an owner sees: what is theirs now, and what comes first. */
export const welcomeModal = ({
  organizationName,
  publicUrl,
  peopleCommand,
  invitesCommand,
}: Welcome): Modal =>
  modal({
    title: 'Welcome to Usher',
    blocks: [
      section(`:tada: *${safe(organizationName)}* is ready, and you are its owner.`),
      section(
        `*What comes first*\n• Invite somebody: \`${invitesCommand} ada@example.com\`\n• See everything there is: \`${peopleCommand} help\`\n• Look after people on the Home of Usher`,
      ),
      context(
        `To sign in on the web as well, choose a password with “Forgot your password?” on the sign-in page: the letter goes to the e-mail address of your Slack profile.`,
      ),
      actions(button('Choose a password', 'link.account', '', { url: `${publicUrl}/forgot` })),
    ],
  })
