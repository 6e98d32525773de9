import type { Answer } from '../http/answer.ts'
import type { Asked } from '../http/asked.ts'
import { said } from '../log/said.ts'
import { type Projection, project, readProjection } from '../query/projection.ts'
import { locationOf } from '../render/meta.resource.ts'
import { isKnown, mustBeExpected } from '../versions.ts'
import type { Kind, Standing } from './kind.ts'

/** What one line of the chapter list does. */
export type Route = (it: Asked) => Promise<Answer>

/** RFC 7644 §3.3. */
export const create =
  (kind: Kind): Route =>
  async (it) => {
    const projection = projectionOf(kind, it)
    const { result, wouldChange } = await kind.create(it, projection)
    return {
      status: 201,
      said: said({ act: 'created', kind: kind.word, name: result.name }, wouldChange !== null),
      wouldChange,
      ...shown(kind, result, it, projection),
    }
  }

/** RFC 7644 §3.4.1. */
export const retrieve =
  (kind: Kind): Route =>
  async (it) => {
    const projection = projectionOf(kind, it)
    const { result } = await kind.see(it, projection)
    mustBeExpected(it.ifMatch, result.version)
    const about = { kind: kind.word, name: result.name }
    const answer = shown(kind, result, it, projection)
    return isKnown(it.ifNoneMatch, result.version)
      ? { status: 304, said: said({ act: 'not modified', ...about }, false), ...answer, body: null }
      : { status: 200, said: said({ act: 'seen', ...about }, false), ...answer }
  }

/** RFC 7644 §3.5.1. */
export const replace =
  (kind: Kind): Route =>
  async (it) => {
    const projection = projectionOf(kind, it)
    const { result, wouldChange } = await kind.replace(it, projection)
    const act = result.changed.length > 0 || result.members ? 'replaced' : 'unchanged'
    return {
      status: 200,
      said: said({ act, kind: kind.word, name: result.name }, wouldChange !== null),
      wouldChange,
      ...shown(kind, result, it, projection),
    }
  }

/** RFC 7644 §3.5.2: without a body where the connection wants none, unless attributes are asked for. */
export const modify =
  (kind: Kind): Route =>
  async (it) => {
    const asked = projectionOf(kind, it)
    const isShown = kind.patchAnswer(it) === 200 || Boolean(it.query.attributes)
    const { result, wouldChange } = await kind.modify(it, isShown ? asked : null)
    const { name, changed, members } = result
    const about = { kind: kind.word, name }
    const isSo = changed.length === 0 && !members
    return {
      status: isShown ? 200 : 204,
      said: said(
        isSo ? { act: 'unchanged', ...about } : { act: 'changed', ...about, changed, members },
        wouldChange !== null,
      ),
      wouldChange,
      ...(isShown ? shown(kind, result, it, asked) : standsAt(kind, result, it)),
    }
  }

/** RFC 7644 §3.6. */
export const remove =
  (kind: Kind): Route =>
  async (it) => {
    const { wouldChange } = await kind.remove(it)
    const done = { act: 'deleted', kind: kind.word, name: it.id } as const
    return { status: 204, body: null, said: said(done, wouldChange !== null), wouldChange }
  }

const projectionOf = (kind: Kind, { query }: Asked): Projection =>
  readProjection(kind.type, query.attributes, query.excludedAttributes)

const shown = (kind: Kind, it: Standing, { base }: Asked, by: Projection) => ({
  ...standsAt(kind, it, { base }),
  body: project(kind.type, it.shown(), by),
})

const standsAt = (kind: Kind, it: Standing, { base }: Pick<Asked, 'base'>) => ({
  body: null,
  location: locationOf(kind.type, base, it.id),
  version: it.version,
})
