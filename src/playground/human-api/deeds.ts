import { z } from 'zod'
import { act } from '../human/act.ts'
import { close } from '../human/close.ts'
import { dismiss } from '../human/dismiss.ts'
import { changeProfile, openHome, revokeTokens, uninstall } from '../human/event.ts'
import { globalShortcut, messageShortcut } from '../human/shortcut.ts'
import { say } from '../human/speak.ts'
import { submit } from '../human/submit.ts'
import { suggest } from '../human/suggest.ts'
import type { Workspace } from '../workspace/workspace.ts'

const where = z.union([
  z.strictObject({ view: z.string() }),
  z.strictObject({ channel: z.string(), ts: z.string() }),
])
const spot = { as: z.string(), where, block: z.string(), action: z.string() }

/** Everything a person can do in the browser; `as` is a person's id or name. */
export const deed = z.discriminatedUnion('deed', [
  /** A message to a channel or to the app; with a slash in front, a command. */
  z.strictObject({ deed: z.literal('say'), as: z.string(), channel: z.string(), text: z.string() }),
  /** A click, or a choice: an option's value, a date, ids; a list of them where several may be chosen. */
  z.strictObject({
    deed: z.literal('act'),
    ...spot,
    choice: z.union([z.string(), z.number(), z.array(z.string()), z.null()]).optional(),
    confirm: z.boolean().optional(),
    isQuiet: z.boolean().optional(),
  }),
  z.strictObject({ deed: z.literal('suggest'), ...spot, query: z.string() }),
  z.strictObject({ deed: z.literal('submit'), as: z.string() }),
  z.strictObject({ deed: z.literal('close'), as: z.string(), all: z.boolean().optional() }),
  z.strictObject({
    deed: z.literal('open-home'),
    as: z.string(),
    tab: z.enum(['home', 'messages']).optional(),
  }),
  z.strictObject({ deed: z.literal('global-shortcut'), as: z.string(), callbackId: z.string() }),
  z.strictObject({
    deed: z.literal('message-shortcut'),
    as: z.string(),
    callbackId: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  /** Puts an ephemeral message out of sight. */
  z.strictObject({ deed: z.literal('dismiss'), as: z.string(), channel: z.string(), ts: z.string() }),
  z.strictObject({
    deed: z.literal('change-profile'),
    as: z.string(),
    tz: z.string().optional(),
    realName: z.string().optional(),
  }),
  z.strictObject({ deed: z.literal('uninstall'), as: z.string() }),
  z.strictObject({ deed: z.literal('revoke-tokens'), as: z.string() }),
])

export type Deed = z.infer<typeof deed>

/** What the page is told: whether Slack apologised, and for some deeds a little more. */
export interface DeedAnswer {
  trouble: string | null
  /** Of `suggest`. */
  options?: unknown[]
  /** Of `submit`: what stands under the inputs now, by block. */
  problems?: Record<string, string>
}

type Answers = {
  [Name in Deed['deed']]: (it: Workspace, wish: Extract<Deed, { deed: Name }>) => Promise<unknown>
}

const answers: Answers = {
  say: (it, { as, channel, text }) => say(it, as, channel, text),
  act: (it, { as, where, block, action, choice = null, confirm, isQuiet = false }) =>
    act(it, as, { where, block, action, choice, isQuiet, ...(confirm === undefined ? {} : { confirm }) }),
  suggest: (it, { as, ...search }) => suggest(it, as, search),
  submit: (it, { as }) => submit(it, as),
  close: (it, { as, all = false }) => close(it, as, { all }),
  'open-home': (it, { as, tab }) => openHome(it, as, tab),
  'global-shortcut': (it, { as, callbackId }) => globalShortcut(it, as, callbackId),
  'message-shortcut': (it, { as, callbackId, channel, ts }) =>
    messageShortcut(it, as, callbackId, { channel, ts }),
  dismiss: async (it, { as, channel, ts }) => dismiss(it, as, { channel, ts }),
  'change-profile': (it, { as, tz, realName }) =>
    changeProfile(it, as, { ...(tz ? { tz } : {}), ...(realName ? { realName } : {}) }),
  uninstall: (it) => uninstall(it),
  'revoke-tokens': (it) => revokeTokens(it),
}

export async function doDeed(it: Workspace, wish: Deed): Promise<DeedAnswer> {
  const run = answers[wish.deed] as (it: Workspace, wish: Deed) => Promise<Partial<DeedAnswer> | undefined>
  const { trouble = null, options, problems } = (await run(it, wish)) ?? {}
  return { trouble, ...(options ? { options } : {}), ...(problems ? { problems } : {}) }
}
