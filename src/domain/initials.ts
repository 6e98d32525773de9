import { nameOf, type User } from './user.ts'

type Named = Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>

/** What stands where somebody has no picture: one letter or two, in any script. */
export function initialsOf(it: Named): string {
  const words = nameOf(it)
    .split('@')[0]
    ?.split(/[\s.\-_]+/)
    .map((word) => word.match(/\p{L}/u)?.[0] ?? '')
    .filter(Boolean)
  const [first = '', last = ''] = [words?.[0], words?.slice(1).at(-1)]
  return (first + last).toLocaleUpperCase('und') || '#'
}
