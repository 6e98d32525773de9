/** What a browser says about the page that a form was sent from. */
export interface Sender {
  fetchSite: string | undefined
  origin: string | undefined
  /** Scheme and host of this very request. */
  self: string
}

/**
 * Browsers old and new: each says one of the two, most say both, curl says neither and must do with the
 * form's token. Pages with `Referrer-Policy: no-referrer` send `Origin: null`, so null is believed
 * where the browser vouches for it.
 */
export function isFromOurPages({ fetchSite, origin, self }: Sender, publicUrl: string): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin === undefined || origin === new URL(publicUrl).origin) return true
  return fetchSite === 'same-origin' && (origin === 'null' || origin === self)
}
