import { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../log.ts'
import type { SlackSettings } from '../needs.ts'
import { quiet } from './clients.ts'
import { EverLater } from './ever-later.ts'

const waits = { soonestMs: 2_000, latestMs: 30_000 }
const PATIENCE_MS = 10_000

/**
 * Socket Mode: a line that we open, and Slack calls down. Slack ends it every few hours, and now and then nobody
 * answers: it is opened anew for as long as we live. Bolt's own way of doing that gives up in an unhandled rejection.
 */
export class Line {
  readonly receiver: SocketModeReceiver
  private readonly log: Log
  private readonly later = new EverLater(waits, () => this.open())
  private isOpen = false
  private isTold = false
  private isStopped = false

  constructor(appToken: string, { apiUrl }: Pick<SlackSettings, 'apiUrl'>, log: Log) {
    this.log = log
    const clientOptions = { slackApiUrl: apiUrl, timeout: PATIENCE_MS, retryConfig: { retries: 0 } }
    this.receiver = new SocketModeReceiver({
      appToken,
      logger: quiet(log),
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
    })
    this.receiver.client.on('disconnected', () => {
      if (this.isOpen) setImmediate(() => this.open())
      this.isOpen = false
    })
  }

  /** Does not wait for Slack: whatever else Usher does goes on without it. */
  open(): void {
    if (this.isStopped) return
    this.receiver.start().then(
      () => {
        this.isOpen = true
        this.isTold = false
        this.later.stop()
      },
      (err: unknown) => {
        if (!this.isStopped && !this.isTold)
          this.log.warn({ err }, 'Slack does not open a line; trying until it does')
        this.isTold = true
        if (!this.isStopped) this.later.again()
      },
    )
  }

  async close(): Promise<void> {
    this.isStopped = true
    this.later.stop()
    await this.receiver.client.disconnect()
  }
}
