import { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../log.ts'
import type { SlackSettings } from '../needs.ts'
import { quiet } from './clients.ts'

const AGAIN_MS = 2_000
const PATIENCE_MS = 10_000

/**
 * Socket Mode: a line that we open, and Slack calls down. Slack ends it every few hours, and now and then nobody
 * answers: it is opened anew for as long as we live. Bolt's own way of doing that gives up in an unhandled rejection.
 */
export class Line {
  readonly receiver: SocketModeReceiver
  private readonly log: Log
  private again: NodeJS.Timeout | null = null
  private isOpen = false
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
      if (this.isOpen) this.openAgain(0)
      this.isOpen = false
    })
  }

  /** Does not wait for Slack: whatever else Usher does goes on without it. */
  open(): void {
    this.again = null
    this.receiver.start().then(
      () => {
        this.isOpen = true
      },
      (err: unknown) => {
        if (!this.isStopped) this.log.warn({ err }, 'Slack does not open a line; trying again')
        this.openAgain(AGAIN_MS)
      },
    )
  }

  async close(): Promise<void> {
    this.isStopped = true
    if (this.again) clearTimeout(this.again)
    await this.receiver.client.disconnect()
  }

  private openAgain(inMs: number): void {
    if (!this.isStopped) this.again ??= setTimeout(() => this.open(), inMs).unref()
  }
}
