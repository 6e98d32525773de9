/** A page of a list that is short enough to be read whole: the cursor says how many came before. */
export function slice<T>(all: T[], cursor: string | undefined, size: number) {
  const from = Math.max(0, Math.floor(Number(cursor)) || 0)
  const next = from + size
  return {
    shown: all.slice(from, next),
    isFirstPage: from === 0,
    next: next < all.length ? String(next) : null,
  }
}
