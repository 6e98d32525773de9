/** One connection of Socket Mode, and who waits for which answer on it. */
export interface Line {
  acks: Map<string, (answer: unknown) => void>
  send(message: Record<string, unknown>): void
  close(): void
}
