const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}WM@m]/u
const thin = /[iIjlrtf .,:;|!'()[\]-]/
const nothing = /\p{M}/u

/** In ems, about: fonts differ, and a picture has no way to ask them. */
function estimate(letter: string): number {
  if (nothing.test(letter)) return 0
  if (wide.test(letter)) return 1
  if (thin.test(letter)) return 0.36
  return letter === letter.toLowerCase() ? 0.62 : 0.72
}

/** The letters of one script or two come again and again: what is known of these is asked once. */
const known = Array.from({ length: 0x250 }, (_, code) => estimate(String.fromCodePoint(code)))
const widthOf = (letter: string): number => known[letter.codePointAt(0) ?? 0] ?? estimate(letter)

/** As much of a text as has room, and a sign that there is more. */
export function shorten(text: string, ems: number): string {
  let room = ems - 0.6
  let cutAt: number | null = null
  let at = 0
  for (const letter of text) {
    room -= widthOf(letter)
    if (room < 0) cutAt ??= at
    if (room < -0.6) return `${text.slice(0, cutAt ?? at).trimEnd()}…`
    at += letter.length
  }
  return text
}
