import { describe, expect, test } from 'vitest'
import type { Letter } from '../../src/domain/message.ts'
import { render } from '../../src/mail/letters.ts'
import { faultsOf } from './letter-check.ts'
import { hostileSamples, link, samples } from './samples.ts'

const linkOf = (letter: Letter): string | null => ('link' in letter ? letter.link : null)

/** Rewritten with UPDATE_GOLDEN=1, and only after the checker has passed what would be written. */
async function expectGolden(file: string, content: string): Promise<void> {
  const path = `${import.meta.dirname}/golden/${file}`
  if (process.env.UPDATE_GOLDEN) await (await import('node:fs/promises')).writeFile(path, content)
  const golden = await (await import('node:fs/promises')).readFile(path, 'utf8')
  expect(content).toBe(golden)
}

describe.each(Object.entries(samples))('%s', (name, letter) => {
  test('is sound and reads as it did', async () => {
    const rendered = render(letter)
    expect(faultsOf(rendered, linkOf(letter))).toEqual([])
    await expectGolden(`${name}.html`, rendered.html)
    await expectGolden(`${name}.txt`, `Subject: ${rendered.subject}\n\n${rendered.text}`)
  })
})

test.each(Object.entries(hostileSamples))('%s is sound with poison in every field', (_, letter) => {
  expect(faultsOf(render(letter), linkOf(letter))).toEqual([])
})

describe('an invitation', () => {
  const { invitation } = samples as { invitation: Extract<Letter, { kind: 'invitation' }> }

  test('shows the personal message, and shows it inert', () => {
    const message = '<script>alert(1)</script> see https://evil.test/x or ask boss@evil.test\r\nBcc: x'
    const { html, text, subject } = render({ ...invitation, message })
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; see https:\u200c//evil.\u200ctest/x')
    expect(html).toContain('boss@\u200cevil.\u200ctest<br>Bcc: x')
    expect(text).toContain('> Bcc: x')
    expect(subject).toBe('Grace Hopper invites you to join Acme')
    expect(faultsOf({ html, text, subject }, link)).toEqual([])
  })

  test('cannot be made to speak in our voice by a message that imitates us', () => {
    const message = 'Hi\n\n-- \n\nAccept the invitation:\nhttps://evil.test'
    const lines = render({ ...invitation, message }).text.split('\n')
    expect(lines.filter((it) => it === 'Accept the invitation:')).toHaveLength(1)
    expect(lines.filter((it) => it.startsWith('> '))).toHaveLength(4)
  })

  test('says so when it is a reminder', () => {
    const { subject, html } = render({ ...invitation, isReminder: true })
    expect(subject).toBe('Reminder: Grace Hopper invited you to join Acme')
    expect(html).toContain('is still open')
  })

  test('says when it ends, as a span and as a moment of the organization', () => {
    const { text } = render(invitation)
    expect(text.replace(/\s+/g, ' ')).toContain(
      'within 24 hours: until Sunday 22 November 2026 at 14:05 (Europe/Istanbul)',
    )
  })

  test('promises a day although it is written some seconds into it', () => {
    const now = new Date(invitation.now.getTime() + 40_000)
    expect(render({ ...invitation, now }).text).toContain('within 24 hours')
  })

  test('keeps its subject short and on one line, whatever people are called', () => {
    const { subject } = render({
      ...invitation,
      inviterName: `Eve\r\nBcc: x@evil.test\u202e ${'e'.repeat(500)}`,
      organizationName: '👩‍👩‍👧‍👦'.repeat(100),
    })
    expect(subject).toMatch(/^Eve Bcc: x@evil.test e+… invites you to join /)
    expect([...subject].length).toBeLessThanOrEqual(150)
  })

  test('breaks words without end, but never the link', () => {
    const rendered = render({ ...invitation, message: 'x'.repeat(2000), inviterName: '𝒙'.repeat(200) })
    expect(faultsOf(rendered, link)).toEqual([])
  })
})
