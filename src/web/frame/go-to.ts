import type { Response } from 'express'

/** On to another page of ours, by GET, whatever brought us here. */
export function goTo(res: Response, path: string): void {
  res.status(303).location(path).end()
}
