import { describe, expect, test } from 'vitest'
import { home } from '../../../src/slack/blocks.ts'
import { areaHelp } from '../../../src/slack/guide/area-help.ts'
import { firstRunGuide } from '../../../src/slack/guide/first-run.view.ts'
import { areaHelpModal, helpOnWord, helpWords, orgWords } from '../../../src/slack/guide/help.view.ts'
import { words } from '../../../src/slack/words/help.ts'
import { expectGolden } from '../golden.ts'

const spoken = { command: '/people', publicUrl: 'https://usher.test' }
const fresh = { isAlone: true, hasDefaultRole: false, hasReminderChannel: false, hasTeam: false }

describe('what newcomers are told', () => {
  test('has a guide whose steps are ticked as they are taken', () => {
    expectGolden('guide/first-run', home(firstRunGuide(fresh)))
    const later = JSON.stringify(firstRunGuide({ ...fresh, hasTeam: true }))
    expect(later.split(':white_check_mark:')).toHaveLength(2)
  })

  test('lists every word behind which there is something', () => {
    const said = helpWords(spoken, null)
    expectGolden('guide/help', said)
    const text = JSON.stringify(said)
    for (const word of words.filter((it) => it !== 'import' && it !== 'export'))
      expect(text).toContain(`\`/people ${word}\``)
  })

  test('corrects a word that is none', () => {
    expectGolden('guide/help-unknown', helpWords(spoken, { typed: 'invit', suggestion: 'invite' }))
  })

  test.each(words)('tells all about %s', (word) => {
    expectGolden(`guide/help-on-${word}`, helpOnWord(spoken, word))
  })

  test.each(Object.keys(areaHelp))('explains the area %s', (area) => {
    expectGolden(`guide/area-${area}`, areaHelpModal(area, spoken))
  })

  test('says where the org chart is', () => {
    expectGolden('guide/org', orgWords('https://usher.test/org', ''))
    expectGolden('guide/org-sought', orgWords('https://usher.test/org?find=Ada', 'Ada <b>'))
  })
})
