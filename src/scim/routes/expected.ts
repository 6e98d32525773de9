import { ScimError } from '../errors.ts'
import type { Asked } from '../http/asked.ts'
import { isKnown, mustBeExpected } from '../versions.ts'

type Conditions = Pick<Asked, 'ifMatch' | 'ifNoneMatch'>

/** Asked of the row that is held, so that nobody comes in between: RFC 7644 §3.14, RFC 9110 §13.1. */
export const mustBeAsExpected =
  ({ ifMatch, ifNoneMatch }: Conditions) =>
  (version: number): void => {
    mustBeExpected(ifMatch, version)
    if (isKnown(ifNoneMatch, version))
      throw new ScimError(412, 'The resource is at the version that If-None-Match excludes.')
  }
