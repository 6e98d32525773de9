import { seen } from './screen.ts'

const keyOf = (room: string): string => `${seen.place.as} ${room}`
const newest = (room: string): string => seen.screen?.messages[room]?.at(-1)?.ts ?? ''

/** What stood there when the page was opened counts as read, except for what the bot has sent to oneself. */
export const isNew = (room: string): boolean => {
  const known = seen.read.get(keyOf(room))
  if (known !== undefined) return newest(room) > known
  const isWithApp = seen.screen?.channels.find((it) => it.id === room)?.isWithApp
  seen.read.set(keyOf(room), isWithApp ? '' : newest(room))
  return isWithApp === true && newest(room) !== ''
}

export const markRead = (room: string): void => void seen.read.set(keyOf(room), newest(room))

export const newLetters = (): number =>
  seen.readLetters < 0 ? 0 : Math.max(0, seen.letters.length - seen.readLetters)
