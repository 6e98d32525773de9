import { setTimeout as pause } from 'node:timers/promises'

/** Waits for something that happens elsewhere; says what it waited for if that does not come. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinSeconds = 30,
  everyMs = 20,
): Promise<void> {
  const giveUpAt = Date.now() + withinSeconds * 1000
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`After ${withinSeconds} s it was still not so that ${what}.`)
    await pause(everyMs)
  }
}
