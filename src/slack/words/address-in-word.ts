/**
 * The address in a word that has an at sign, freed from what stands around it; null where it is none (a handle, a
 * web address). Whether it is a good address is for the domain to judge: "ada@" is one that somebody got wrong.
 */
export function addressIn(word: string, hasItalics = false): string | null {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(word)) return null
  const inner = unlabelled(unwrapped(word.replace(/[\u200c-\u200f]/g, ''), hasItalics))
  const at = inner.search(/[@＠]/)
  return at > 0 ? inner : null
}

/** Bold, italics, code, brackets and the end of a sentence are not part of an address. */
function unwrapped(word: string, hasItalics: boolean): string {
  const end = endWithout(word, /[.,:!?'’‘"*_~`>)\]}…。\\/&=]/)
  const inner = word.slice(0, end)
  const start = startWithout(inner, hasItalics ? /[*~`_'‘’"<([{.:&]/ : /[*~`'‘’"<([{.:&]/)
  return inner.slice(start)
}

function endWithout(word: string, edge: RegExp): number {
  let end = word.length
  while (end > 0 && edge.test(word[end - 1] ?? '')) end--
  return end
}

function startWithout(word: string, edge: RegExp): number {
  let start = 0
  while (start < word.length && edge.test(word[start] ?? '')) start++
  return start
}

/** mailto:ada@x.test?subject=Hi, email:ada@x.test, Ada:ada@x.test. */
function unlabelled(word: string): string {
  const at = word.search(/[@＠]/)
  const colon = Math.max(word.lastIndexOf(':', at), word.lastIndexOf('：', at))
  const address = word.slice(at < 0 ? 0 : colon + 1)
  const query = address.indexOf('?', at - colon)
  return query < 0 ? address : address.slice(0, query)
}
