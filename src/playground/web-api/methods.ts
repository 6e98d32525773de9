import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import type { Entry } from './method.ts'
import { teamMethods } from './team.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

/** The chapter list. A method that is not here is unknown, as a misspelled one is to Slack. */
export const methods: Record<string, Entry> = {
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...teamMethods,
  ...userMethods,
  ...viewMethods,
}
