const LONGEST = 1000

/** Where to go on to, if that is a path of ours once read as a browser reads it: "/\evil.test" is another host. */
export function nextPath(wanted: unknown, publicUrl: string): string | null {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > LONGEST) return null
  if (!URL.canParse(wanted, publicUrl)) return null
  const { origin, pathname, search, hash } = new URL(wanted, publicUrl)
  // "/.//evil.test" stays on our origin, yet its path alone would lead away.
  if (origin !== new URL(publicUrl).origin || pathname.startsWith('//')) return null
  return pathname + search + hash
}
