import type { Deliver, Delivery, Envelope, Letter } from '../../src/domain/message.ts'

export interface Received {
  letter: Letter
  envelope: Envelope
}

/** A mail server in memory: takes every letter, unless told to answer otherwise. */
export class PostRoom {
  readonly received: Received[] = []
  answer: (letter: Letter, envelope: Envelope) => Delivery | Promise<Delivery> = () => ({
    result: 'sent',
    reply: '250 OK',
  })

  readonly deliver: Deliver = async (letter, envelope) => {
    const delivery = await this.answer(letter, envelope)
    if (delivery.result === 'sent') this.received.push({ letter, envelope })
    return delivery
  }

  /** The token of the newest invitation letter to this address. */
  tokenFor(to: string): string {
    return this.linksFor(to).at(-1)?.split('/').at(-1) ?? ''
  }

  linksFor(to: string): string[] {
    return this.received.flatMap(({ letter, envelope }) =>
      envelope.to === to && 'link' in letter ? [letter.link] : [],
    )
  }
}
