const closers: (() => unknown)[] = []

/** What was opened is closed at the end of the file, however its tests ended: the last first. */
export const later = (close: () => unknown): unknown => closers.push(close)

export async function closeEverything(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}
