import type { Request } from 'express'

/** The named fields of a form and no other; whatever is missing or came twice counts as empty. */
export function typed<K extends string>(req: Request, ...names: K[]): Record<K, string> {
  const body: Record<string, unknown> = req.body ?? {}
  const textOf = (name: K): string => {
    const value = Object.hasOwn(body, name) ? body[name] : ''
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(names.map((name) => [name, textOf(name)])) as Record<K, string>
}
