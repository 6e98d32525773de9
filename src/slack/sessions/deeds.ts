import type { AnyReaction } from '../door/answer.ts'
import { endAllSessions, endSession, openSessions, turnSessions } from './sessions.ts'
import { byResult, filterSignIns, openSignIns, turnSignIns } from './sign-ins.ts'

/** What can be clicked where sessions and attempts to sign in are shown. */
export const sessionDeeds: Record<string, AnyReaction> = {
  'session.end': endSession,
  'sessions.end-all': endAllSessions,
  'sessions.page': turnSessions,
  'sign-ins.by-result': byResult,
  'sign-ins.filter': filterSignIns,
  'sign-ins.page': turnSignIns,
  'user.sessions': openSessions,
  'user.sign-ins': openSignIns,
}
