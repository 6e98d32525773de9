import type { Deliver } from '../domain/message.ts'

/** Where letters leave from. A room never throws for a fault of the mail: it says sent, deferred or failed. */
export interface MailRoom {
  deliver: Deliver
  /** Whether a letter could leave now, in words for an administrator: what is wrong and what to do about it. */
  check(): Promise<{ ok: boolean; reply: string }>
  close(): Promise<void>
}
