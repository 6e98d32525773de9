import type { Unknown } from '../../usecases/slack/who-speaks.ts'
import { section, type Words } from '../blocks.ts'

type Why = Unknown['why'] | 'stranger'

const said: Record<Why, string> = {
  stranger: 'Usher serves the people of this workspace only.',
  unbound: 'Usher does not know yet who you are.',
  'team-unclaimed': 'This workspace is not connected to an organization yet.',
  'not-active': 'Your account can not be used at the moment. Ask an admin of your organization.',
  'must-change-password': 'Sign in on the web first and choose a password of your own.',
}

export const unknownWords = (why: Why): Words => ({ text: said[why], blocks: [section(said[why])] })
