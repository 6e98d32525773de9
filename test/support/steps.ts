/** The words in which the reference model, the pure world and the real one are told what happens next. */

export type RoleName = 'owner' | 'admin' | 'recruiter' | 'manager' | 'member'

/** Everybody there could be. The first five are there from the start; anybody active may act. */
export const staff = ['olga', 'oskar', 'adam', 'rita', 'mona'] as const
export const invitees = ['ada', 'bob', 'eve'] as const
export const everybody = [...staff, ...invitees]
export const staffRoles: Record<(typeof staff)[number], RoleName> = {
  olga: 'owner',
  oskar: 'owner',
  adam: 'admin',
  rita: 'recruiter',
  mona: 'manager',
}
export const roleNames: RoleName[] = ['member', 'manager', 'recruiter', 'admin', 'owner']
/** Whoever holds a link can become what it promises. True as soon as copyInvitationLink asks what one may grant. */
export const copyingIsGranting: boolean = true

/** Somebody with a shell on the machine. */
export const OPERATOR = 'operator'

export type Step =
  | { do: 'invite'; by: string; person: string; role: RoleName; how: 'letter' | 'link' }
  | { do: 'invite later'; by: string; person: string; role: RoleName; hours: number }
  | { do: 'request'; by: string; person: string; role: RoleName; hours: number }
  | { do: 'approve' | 'deny'; by: string; invitation: number }
  | { do: 'send what is due' }
  | { do: 'resend' | 'copy link' | 'cancel'; by: string; invitation: number }
  | { do: 'edit'; by: string; invitation: number; role: RoleName }
  | { do: 'change address'; by: string; invitation: number; person: string }
  | { do: 'accept' | 'decline' | 'ask for a new link'; link: string }
  | { do: 'suspend' | 'enable' | 'delete' | 'undo delete'; by: string; person: string }
  | { do: 'stage'; person: string }
  | { do: 'provision'; person: string; role: RoleName }
  | { do: 'deprovision'; person: string }
  | { do: 'issue reset'; person: string }
  | { do: 'sign in'; person: string }
  | { do: 'use session' | 'sign out'; session: number }
  | { do: 'deliver' }
  | { do: 'wait'; seconds: number }

export type Deed = Step['do']

/** 'ok', or the code of the refusal; an invitation answers with its outcome, a dead link with its cause. */
export type Answer = string

/** Everything that can be seen from outside, in words. Two worlds are alike when these are equal. */
export interface Sight {
  /** The state of everybody who is there. */
  people: Record<string, string>
  /** State and generation, in the order of birth. */
  invitations: string[]
  /** 'alive' or the cause of death of every link somebody was ever handed, as `invitation.generation`. */
  links: Record<string, string>
  /** Every letter that was ever promised, and what became of it; sorted. */
  letters: string[]
  /** Live sessions, in the order of birth, with their person. */
  sessions: string[]
  /** People with a live reset link. */
  resets: string[]
}

export interface World {
  run(step: Step): Answer | Promise<Answer>
  see(): Sight | Promise<Sight>
}

export const say = (step: Step): string =>
  Object.entries(step)
    .map(([key, value]) => (key === 'do' ? value : `${key} ${value}`))
    .join(', ')
