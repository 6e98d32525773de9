import { hex } from './ids.ts'
import type { ResponseUrl, Trigger } from './tickets.ts'
import type { Workspace } from './workspace.ts'

const TRIGGER_MS = 3_000
const RESPONSE_URL_MS = 30 * 60_000
const RESPONSE_URL_USES = 5

export function giveTrigger(it: Workspace, person: string, view: string | null = null): string {
  const id = `${it.triggers.size + 1}.${Math.floor(it.now().getTime() / 1000)}.${hex(16)}`
  it.triggers.set(id, { person, at: it.now(), isExchanged: false, view })
  return id
}

export type TriggerFault = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'

export function exchangeTrigger(it: Workspace, id: string): Trigger | TriggerFault {
  const trigger = it.triggers.get(id)
  if (!trigger) return 'invalid_trigger_id'
  if (trigger.isExchanged) return 'exchanged_trigger_id'
  if (it.now().getTime() - trigger.at.getTime() > TRIGGER_MS) return 'expired_trigger_id'
  trigger.isExchanged = true
  return trigger
}

export function giveResponseUrl(it: Workspace, wish: Omit<ResponseUrl, 'at' | 'uses'>): string {
  const path = `/hooks/${wish.kind}/${it.team.id}/${it.responseUrls.size + 1}/${hex(12)}`
  it.responseUrls.set(path, { ...wish, at: it.now(), uses: 0 })
  return it.baseUrl() + path
}

export type ResponseUrlFault = 'no_such_url' | 'expired_url' | 'used_url'

export function useResponseUrl(it: Workspace, path: string): ResponseUrl | ResponseUrlFault {
  const url = it.responseUrls.get(path)
  if (!url) return 'no_such_url'
  if (it.now().getTime() - url.at.getTime() > RESPONSE_URL_MS) return 'expired_url'
  if (url.uses >= RESPONSE_URL_USES) return 'used_url'
  url.uses += 1
  return url
}
