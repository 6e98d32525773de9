import type { SeenInvitation } from '../../usecases/invitations/see-invitation.ts'

/** What every page of a link is drawn from. */
export interface LinkView {
  seen: SeenInvitation
  now: Date
  /** Of the link itself; its other pages lie below. */
  path: string
  formToken: string
}
