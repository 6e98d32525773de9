import type { AddressInfo, Socket } from 'node:net'
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server'
import { later } from './later.ts'

/** What the server does to one try at one letter. */
export type Mode =
  | 'take'
  | 'not now'
  | 'too many'
  | 'never'
  | 'not now, after the letter'
  | 'hang'
  | 'take slowly'
  | 'close amid the letter'
  | 'close after the letter'

/** Twice this is just short of two silences that Usher bears, and longer than a letter may be overdue. */
const SLOW_MS = 15_500

/** One try that got as far as naming somebody. */
export interface Try {
  at: number
  to: string
  mode: Mode
  /** Of the letter, where it was shown to us. */
  messageId: string | null
  link: string | null
}

/** A letter we said yes to. */
export interface Taken {
  at: number
  from: string
  /** Everybody on the envelope. */
  to: string[]
  messageId: string
  link: string | null
  text: string
}

type Manners = (to: string, tries: number) => Mode

interface Opening {
  /** How long each letter takes, as the network would. */
  delayMs?: number
  login?: { user: string; pass: string }
  /** What follows the code of a refusal, given the letter as it came, if it came. */
  words?(source: string): string
}

/** A real SMTP server on a real socket, as well behaved as its manners. */
export class MailServer {
  readonly tries: Try[] = []
  readonly taken: Taken[] = []
  /** Asked at each try; how often this address was tried before is told. */
  manners: Manners = () => 'take'
  delayMs: number
  readonly #opening: Opening
  readonly #counts = new Map<string, number>()
  readonly #underway = new WeakMap<SMTPServerSession, Try>()
  readonly #sockets = new Map<number | undefined, Socket>()
  #server: SMTPServer | null = null
  #port = 0

  private constructor(opening: Opening) {
    this.#opening = opening
    this.delayMs = opening.delayMs ?? 0
  }

  static async start(opening: Opening = {}): Promise<MailServer> {
    const server = new MailServer(opening)
    await server.open()
    later(() => server.close())
    return server
  }

  get url(): string {
    const { login } = this.#opening
    const who = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : ''
    return `smtp://${who}127.0.0.1:${this.#port}`
  }

  async open(): Promise<void> {
    const { login } = this.#opening
    const server = new SMTPServer({
      authOptional: !login,
      allowInsecureAuth: true,
      disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 50,
      onAuth: ({ username, password }, _, callback) =>
        username === login?.user && password === login?.pass
          ? callback(null, { user: username })
          : callback(new Error(`No such login: ${username} ${password}`)),
      onRcptTo: (address, session, callback) => this.#hear(address, session, callback),
      onData: (stream, session, callback) => this.#read(stream, session, callback),
    })
    server.on('error', () => {}) // Whoever hangs up on us may.
    server.server.on('connection', (socket) => {
      const { remotePort } = socket
      this.#sockets.set(remotePort, socket)
      socket.once('close', () => this.#sockets.delete(remotePort))
    })
    this.#server = server
    await new Promise<void>((ready, fail) => {
      server.server.once('error', fail)
      server.listen(this.#port, '127.0.0.1', () => ready())
    })
    this.#port = (server.server.address() as AddressInfo).port
  }

  /** Nobody listens on the port any more, until it is opened again. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()))
  }

  takenBy(to: string): Taken[] {
    return this.taken.filter((it) => it.to.includes(to))
  }

  triesFor(to: string): Try[] {
    return this.tries.filter((it) => it.to === to)
  }

  #hear({ address }: SMTPServerAddress, session: SMTPServerSession, answer: Answer): void {
    const before = this.#counts.get(address) ?? 0
    this.#counts.set(address, before + 1)
    const mode = this.manners(address, before)
    const tried: Try = { at: Date.now(), to: address, mode, messageId: null, link: null }
    this.tries.push(tried)
    this.#underway.set(session, tried)
    if (mode === 'not now') answer(refusal(450, '4.2.1', this.#words('')))
    else if (mode === 'too many') answer(refusal(451, '4.7.1', this.#words('')))
    else if (mode === 'never') answer(refusal(550, '5.1.1', this.#words('')))
    else setTimeout(answer, mode === 'take slowly' ? SLOW_MS : 0)
  }

  #read(stream: SMTPServerDataStream, session: SMTPServerSession, answer: Answer): void {
    const parts: Buffer[] = []
    const tried = this.#underway.get(session)
    stream.on('data', (part) => {
      parts.push(part)
      if (tried?.mode !== 'close amid the letter') return
      note(tried, Buffer.concat(parts).toString())
      this.#hangUp(session)
    })
    stream.on('end', () => {
      const source = Buffer.concat(parts).toString()
      const delayMs = tried?.mode === 'take slowly' ? SLOW_MS : this.delayMs
      if (tried) setTimeout(() => this.#conclude(note(tried, source), source, session, answer), delayMs)
    })
  }

  #conclude({ mode }: Try, source: string, session: SMTPServerSession, answer: Answer): void {
    if (mode === 'take' || mode === 'take slowly') {
      const { mailFrom, rcptTo } = session.envelope
      const from = mailFrom ? mailFrom.address : ''
      const to = rcptTo.map((it) => it.address)
      this.taken.push({ at: Date.now(), from, to, ...readLetter(source) })
      answer(null, '2.0.0 Taken')
    }
    if (mode === 'close after the letter') this.#hangUp(session)
    if (mode === 'not now, after the letter') answer(refusal(451, '4.2.2', this.#words(source)))
  }

  #hangUp({ remotePort }: SMTPServerSession): void {
    this.#sockets.get(remotePort)?.destroy()
  }

  #words(source: string): string {
    return this.#opening.words?.(source) ?? 'Not like this'
  }
}

type Answer = (fault?: Error | null, words?: string) => void

const refusal = (responseCode: number, enhanced: string, words: string): Error =>
  Object.assign(new Error(`${enhanced} ${words}`), { responseCode })

function note(tried: Try, source: string): Try {
  const { messageId, link } = readLetter(source)
  return Object.assign(tried, { messageId, link })
}

/** As far as it came: the letter's id, and its link as the text part writes it. */
function readLetter(source: string): Pick<Taken, 'messageId' | 'link' | 'text'> {
  const text = source
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return {
    messageId: /^Message-ID: *(<[^>]+>)/im.exec(source)?.[1] ?? '',
    link: /https?:\/\/[^\s"'<>]+\/i\/inv_[\w-]{43}(?![\w-])/.exec(text)?.[0] ?? null,
    text,
  }
}
