/** Where a connection may choose, because the RFC leaves it open or providers disagree with it. */
export interface Reading {
  /** What is in no schema: ignored as RFC 7644 §3.3 has it, or refused so that a mapping is found to be wrong. */
  unknown: 'ignore' | 'refuse'
  /**
   * A value path of a PATCH that selects nothing: `make` the element it describes (and let a removal be), as
   * providers expect; or `refuse` with noTarget, as RFC 7644 §3.5.2.3 has it.
   */
  noMatch: 'make' | 'refuse'
  /** A removal that lists values: those alone (`listed`), or all, as RFC 7644 §3.5.2.2 reads it (`all`). */
  removal: 'listed' | 'all'
}

export const strictly: Reading = { unknown: 'refuse', noMatch: 'refuse', removal: 'all' }
export const kindly: Reading = { unknown: 'ignore', noMatch: 'make', removal: 'listed' }
