import { listInWords } from '../../domain/plain-words.ts'
import { Refusal } from '../../domain/refusal.ts'
import { noteRefusal } from '../../usecases/audit/note-refusal.ts'
import type { Context } from '../../usecases/context.ts'
import { whoCanHelp } from '../../usecases/organizations/who-can-help.ts'

/**
 * Whoever hears that they may not hears whom to ask, too, and it is put on record. That nobody could be found is no
 * reason to say nothing.
 */
export async function helped<T>(ctx: Context, tried: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.code !== 'not-permitted') throw fault
    const { needs } = (fault as Refusal<'not-permitted'>).facts
    await noteRefusal(ctx, { needs, tried })
    const help = await whomToAsk(ctx, needs).catch(() => null)
    throw help ? new Refusal('not-permitted', { needs, help }) : fault
  }
}

/** As the organization wrote it, and those who may do it themselves. */
async function whomToAsk(ctx: Context, needs: Parameters<typeof whoCanHelp>[1]): Promise<string | null> {
  const { words, people } = await whoCanHelp(ctx, needs)
  const names = listInWords(people.map((it) => it.name))
  return [words, names ? `Ask ${names}.` : null].filter(Boolean).join(' ') || null
}
