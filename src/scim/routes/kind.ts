import type { JsonObject } from '../../domain/json.ts'
import type { Walked } from '../../domain/question.ts'
import type { Provisioned } from '../../usecases/provisioning/provisioning.ts'
import type { Asked } from '../http/asked.ts'
import type { Members } from '../log/said.ts'
import type { Projection } from '../query/projection.ts'
import type { Search } from '../query/search.ts'
import type { ResourceType } from '../schema/resource-type.ts'

/** A resource as it stands now. It is put into words only where somebody wants to see it. */
export interface Standing {
  id: string
  version: number
  /** What people know it by. */
  name: string
  shown(): JsonObject
}

/** And what the request changed of it; nothing: it was so already. */
export interface Changed extends Standing {
  changed: readonly string[]
  members: Members | null
}

/**
 * People or teams: what the verbs of the RFC come to in the house. A projection of null wants nothing shown, so that
 * nothing is looked up for it.
 */
export interface Kind {
  type: ResourceType
  word: 'user' | 'group'
  patchAnswer(asked: Asked): 200 | 204
  create(asked: Asked, projection: Projection | null): Promise<Provisioned<Standing>>
  see(asked: Asked, projection: Projection): Promise<Provisioned<Standing>>
  replace(asked: Asked, projection: Projection | null): Promise<Provisioned<Changed>>
  modify(asked: Asked, projection: Projection | null): Promise<Provisioned<Changed>>
  remove(asked: Asked): Promise<Provisioned<void>>
  list(asked: Asked, search: Search): Promise<Provisioned<Walked<Standing>>>
}

export const withResult = <A, B>(done: Provisioned<A>, make: (it: A) => B): Provisioned<B> => ({
  ...done,
  result: make(done.result),
})
