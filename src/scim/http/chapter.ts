import type { Visit } from './visit.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof methods)[number]

/** What is done with a request; it answers it. */
export type Verb = (visit: Visit) => void | Promise<void>

/** One address and what can be done there, once it is known who asks. */
export interface Chapter {
  enter: Verb
  verbs: Partial<Record<Method, Verb>>
}

/** Every address of the door, written with ':id' where a resource stands. */
export class Chapters {
  private readonly exact = new Map<string, Chapter>()
  private readonly withId = new Map<string, Chapter>()

  add(path: string, chapter: Chapter): void {
    if (path.endsWith(ID)) this.withId.set(path.slice(0, -ID.length).toLowerCase(), chapter)
    else this.exact.set(path.toLowerCase(), chapter)
  }

  /** In any case, with or without a slash at the end. The id is as it came. */
  at(path: string): { chapter: Chapter; id: string } | null {
    const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
    const cut = bare.lastIndexOf('/')
    const id = bare.slice(cut + 1)
    const chapter = this.exact.get(bare.toLowerCase())
    if (chapter) return { chapter, id: '' }
    const above = id === '' ? undefined : this.withId.get(bare.slice(0, cut).toLowerCase())
    return above ? { chapter: above, id } : null
  }
}

const ID = '/:id'

/** For an Allow header. */
export const allowedIn = ({ verbs }: Chapter): string =>
  methods
    .filter((it) => verbs[it])
    .flatMap((it) => (it === 'GET' ? ['GET', 'HEAD'] : [it]))
    .join(', ')

/** HEAD is a GET whose body stays here. */
export const verbFor = ({ verbs }: Chapter, method: string): Verb | undefined =>
  verbs[(method === 'HEAD' ? 'GET' : method) as Method]
