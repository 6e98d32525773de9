import { setTimeout as pause } from 'node:timers/promises'
import { Counter, Gauges, Histogram, type Meter, type Sample } from './meter.ts'

const QUICK_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Slack gives up after three. */
const ACK_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3]

/** What is looked up when somebody asks. */
export interface Lookups {
  queue(): Promise<{
    due: number
    later: number
    oldestSeconds: number
    reminderSeconds: number
    pausedDomains: number
  }>
  pool(): { used: number; free: number; waiting: number; most: number }
}

export type Measures = ReturnType<typeof openMeasures>

/**
 * Everything that Usher measures of itself: read this, and you have read /metrics. A label has few values that are
 * ours to choose, or the id of a connection: never an address, a name, a path or a token.
 */
export function openMeasures(lookups: Lookups) {
  const requests = new Counter<'door' | 'status'>(
    'usher_http_requests_total',
    'Requests that are over, by door and status; 499 went away before the answer.',
  )
  const requestSeconds = new Histogram<'door'>(
    'usher_http_request_seconds',
    'From a request to the end of its answer.',
    QUICK_SECONDS,
  )
  const acks = new Histogram<'deed'>(
    'usher_slack_ack_seconds',
    'From what Slack sent to its acknowledgement.',
    ACK_SECONDS,
  )
  const deliveries = new Counter<'kind' | 'result'>(
    'usher_deliveries_total',
    'Tries to deliver a message, by its kind and how it ended: kind "reminder" is a reminder.',
  )
  const scim = new Counter<'connection' | 'result'>(
    'usher_scim_requests_total',
    'SCIM requests by connection and result: done, refused (4xx), failed (5xx) or gone.',
  )
  const ticks = new Counter<'tick' | 'result'>(
    'usher_clock_ticks_total',
    'What the clock did, by result: done, failed, or not ours because another instance did it.',
  )
  const meters: Meter[] = [
    ...[requests, requestSeconds, acks, deliveries, scim, ticks],
    new Gauges(queueHelps, () => inTime(lookups.queue()).then(queueNow, () => queueUnknown)),
    new Gauges(poolHelps, () => poolNow(lookups.pool())),
    new Gauges(processHelps, processNow),
  ]
  return {
    requests,
    requestSeconds,
    acks,
    deliveries,
    scim,
    ticks,
    text: async () => `${(await Promise.all(meters.map((it) => it.text()))).join('\n')}\n`,
  }
}

const PATIENCE_MS = 2_000

/** A database that does not answer never makes this hang. */
const inTime = <T>(asked: Promise<T>): Promise<T> =>
  Promise.race([
    asked,
    pause(PATIENCE_MS, null, { ref: false }).then(() => {
      throw new Error('The database does not answer')
    }),
  ])

const queueHelps = {
  usher_database_up: 'Whether the database answered when this was asked.',
  usher_queue_messages: 'Messages that have not left: due by now, or due later.',
  usher_queue_oldest_due_seconds: 'How long the oldest message that is due has waited.',
  usher_reminders_oldest_due_seconds:
    'How long the oldest invitation that is to be looked at for a reminder has waited.',
  usher_mail_domains_paused: 'Mail domains that have asked for patience, and are sent nothing for a while.',
}

type Queue = Awaited<ReturnType<Lookups['queue']>>

const queueNow = ({ due, later, oldestSeconds, reminderSeconds, pausedDomains }: Queue) => ({
  usher_database_up: one(1),
  usher_queue_messages: [
    { labels: { state: 'due' }, value: due },
    { labels: { state: 'later' }, value: later },
  ],
  usher_queue_oldest_due_seconds: one(oldestSeconds),
  usher_reminders_oldest_due_seconds: one(reminderSeconds),
  usher_mail_domains_paused: one(pausedDomains),
})

const queueUnknown: Record<keyof typeof queueHelps, Sample[]> = {
  usher_database_up: [{ value: 0 }],
  usher_queue_messages: [],
  usher_queue_oldest_due_seconds: [],
  usher_reminders_oldest_due_seconds: [],
  usher_mail_domains_paused: [],
}

const poolHelps = {
  usher_database_pool_connections:
    'Connections of this instance to the database, in use or free; the queue has a few of its own.',
  usher_database_pool_most: 'As many as there may be.',
  usher_database_pool_waiting: 'Requests that wait for one.',
}

const poolNow = ({ used, free, waiting, most }: ReturnType<Lookups['pool']>) => ({
  usher_database_pool_connections: [
    { labels: { state: 'used' }, value: used },
    { labels: { state: 'free' }, value: free },
  ],
  usher_database_pool_most: one(most),
  usher_database_pool_waiting: one(waiting),
})

const processHelps = {
  usher_uptime_seconds: 'Since this instance was started.',
  usher_memory_bytes: 'Resident memory of this instance.',
}

const processNow = () => ({
  usher_uptime_seconds: one(process.uptime()),
  usher_memory_bytes: one(process.memoryUsage.rss()),
})

const one = (value: number): Sample[] => [{ value }]
