import { type DestinationStream, type Logger, pino } from 'pino'
import { withoutTokens } from './domain/link.ts'

export type Log = Logger

const TOGETHER = 16_000
const WAITS_MS = 100

/** One line of JSON for each thing worth telling. Tokens are cut out of whatever text they got into. */
export const openLog = (level: string): Log =>
  pino(
    {
      level,
      redact: [
        'password',
        '*.password',
        'token',
        '*.token',
        'secret',
        '*.secret',
        'link',
        '*.link',
        '*.headers.cookie',
        '*.headers.authorization',
      ],
      serializers: { err: (fault: unknown) => told(fault) },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    lotsOf(pino.destination({ fd: 1, sync: false, minLength: TOGETHER, periodicFlush: WAITS_MS, ...BYTES })),
  )

/**
 * A line for each request, each written by itself, would cost as much as some requests do. As bytes, since a text that
 * grows line by line is copied whole for each of them.
 */
const BYTES = { contentMode: 'buffer' } as const
const lotsOf = (to: DestinationStream): DestinationStream => ({
  // Its types know of texts alone.
  write: (line) => to.write(Buffer.from(line) as unknown as string),
})

/** For lines of which each value is known and was looked through already: to look for secrets costs more than the line. */
export const forRequests = (log: Log): Log => log.child({}, { redact: [] })

/** A fault as its name, its words and where it came from; never the values a query was given. */
function told(fault: unknown): { name: string; message: string; stack?: string; code?: string } {
  if (!(fault instanceof Error)) return { name: 'unknown', message: withoutTokens(String(fault)) }
  const code = (fault as { code?: string }).code
  return {
    name: fault.name,
    message: withoutTokens(fault.message),
    ...(fault.stack ? { stack: withoutTokens(fault.stack) } : {}),
    ...(code ? { code } : {}),
  }
}
