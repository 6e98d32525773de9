import { describe, expect, test } from 'vitest'
import {
  askedWords,
  connectedAlready,
  connectedWords,
  disconnectedWords,
  entrance,
  unknownModal,
  unknownWords,
  type Why,
} from '../../../src/slack/binding/first-contact.view.ts'
import { setUpForm, welcomeModal } from '../../../src/slack/binding/set-up.view.ts'
import { expectGolden } from '../golden.ts'

const publicUrl = 'https://usher.acme.test'
const whys: Why[] = ['stranger', 'unbound', 'team-unclaimed', 'not-active', 'must-change-password']

describe.each(whys)('whoever is %s', (why) => {
  test('is offered a way on, everywhere alike', () => {
    expectGolden(`binding/note-${why}`, unknownWords(why, publicUrl))
    expectGolden(`binding/modal-${why}`, unknownModal(why, publicUrl))
    expectGolden(`binding/entrance-${why}`, entrance(why, publicUrl))
  })
})

test('what was answered stands on the entrance too', () => {
  expectGolden('binding/entrance-asked', entrance('unbound', publicUrl, askedWords))
  expectGolden('binding/asked', askedWords)
  expectGolden('binding/connected-already', connectedAlready)
  expectGolden('binding/disconnected', disconnectedWords)
})

test('a name of somebody else is no markup', () => {
  const words = connectedWords('<!channel> *Acme*', '/people')
  expectGolden('binding/connected', words)
  expect(JSON.stringify(words)).not.toContain('<!channel>')
})

test('the first owner is asked for a code and a name, and welcomed', () => {
  expectGolden('binding/set-up', setUpForm())
  const names = { peopleCommand: '/staff', invitesCommand: '/bring' }
  expectGolden('binding/welcome', welcomeModal({ organizationName: 'Acme <3', publicUrl, ...names }))
})
