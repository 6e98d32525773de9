import { inWords } from '../domain/refusal.ts'
import type { Outcome } from '../domain/wish.ts'
import { refusalWords } from './refusal-words.ts'

/** A few of many are named one by one; of hundreds only what needs attention is. */
const NAMED_LIMIT = 20

export function inviteResult(outcomes: Outcome[], organizationName: string): string {
  const invited = outcomes.filter((it) => it.result === 'invited')
  const others = outcomes.filter((it) => it.result !== 'invited')
  const needsNaming = (it: Outcome) => 'link' in it && (it.link !== null || it.similarTo !== null)
  const named = outcomes.length <= NAMED_LIMIT ? outcomes : [...invited.filter(needsNaming), ...others]
  return [
    `${invited.length} of ${outcomes.length} invited to ${organizationName}.`,
    ...named.map((it) => `  ${it.email}: ${says(it)}`),
  ].join('\n')
}

function says(it: Outcome): string {
  switch (it.result) {
    case 'invited': {
      const how = it.link ? `invited; hand over this link: ${it.link}` : 'invited'
      return it.similarTo ? `${how} (${it.similarTo} is here already: the same person?)` : how
    }
    case 'awaits-approval':
      return 'waits for somebody else to approve it'
    case 'scheduled':
      return `its letter leaves at ${it.sendAfter.toISOString()}`
    case 'already-invited':
      return `already invited (${it.state})`
    case 'already-a-user':
      return `already a user (${it.state})`
    case 'repeated':
      return 'named twice, invited once'
    case 'needs-confirmation':
      return `looks like another domain: it truly reads ${it.readsAs}. Say --confirm if you mean it`
    case 'refused':
      return inWords(refusalWords, it.refusal)
  }
}

/** One object per address, for scripts. */
export function jsonOf(it: Outcome): Record<string, unknown> {
  if (it.result !== 'refused') return { ...it, invitationId: 'invitationId' in it ? it.invitationId : null }
  const { email, result, refusal } = it
  return { email, result, invitationId: null, reason: refusal.code, message: inWords(refusalWords, refusal) }
}
