import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { Reply } from './caller.ts'

const shown = ['content-type', 'location', 'etag', 'allow', 'www-authenticate', 'retry-after'] as const

/** Whole answers as they were, one book a file of tests; written anew with UPDATE_GOLDEN=1. */
export class Golden {
  readonly #path: string
  readonly #pages: Record<string, unknown>
  readonly #seen = new Set<string>()

  constructor(name: string) {
    this.#path = `${import.meta.dirname}/../../scim/http/golden/${name}.json`
    this.#pages = process.env.UPDATE_GOLDEN ? {} : JSON.parse(readFileSync(this.#path, 'utf8'))
  }

  /** Ids are numbered as they come; `names` gives those their names that the case knows. */
  expect(page: string, reply: Reply | Reply[], names: Record<string, string> = {}): void {
    expect(this.#seen.has(page), `${page} twice`).toBe(false)
    this.#seen.add(page)
    const told = Array.isArray(reply) ? reply.map(pageOf) : pageOf(reply)
    const stable = JSON.parse(stably(JSON.stringify(told), names))
    if (process.env.UPDATE_GOLDEN) this.#pages[page] = stable
    expect(stable, page).toEqual(this.#pages[page])
  }

  close(): void {
    if (!process.env.UPDATE_GOLDEN) return
    mkdirSync(dirname(this.#path), { recursive: true })
    writeFileSync(this.#path, `${JSON.stringify(this.#pages, null, 1)}\n`)
  }
}

const pageOf = ({ status, headers, body, text }: Reply) => ({
  status,
  ...Object.fromEntries(shown.filter((it) => headers[it]).map((it) => [it, headers[it]])),
  ...(text === '' ? {} : { body: body ?? text }),
})

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

function stably(text: string, names: Record<string, string>): string {
  const known = new Map(Object.entries(names).map(([name, id]) => [id, `<${name}>`]))
  return text.replace(uuid, (id) => {
    const name = known.get(id) ?? `<id ${known.size + 1}>`
    known.set(id, name)
    return name
  })
}
