/** As it would travel. What cannot be written as JSON could not be sent, and weighs more than any limit. */
const written = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return undefined
  }
}

export function bytesOf(value: unknown): number {
  const json = written(value)
  return json === undefined ? Number.POSITIVE_INFINITY : Buffer.byteLength(json)
}

export function charactersOf(value: unknown): number {
  return written(value)?.length ?? Number.POSITIVE_INFINITY
}
