import { describe, test } from 'vitest'
import type { Managed } from '../../../src/domain/managed-fields.ts'
import { home } from '../../../src/slack/blocks.ts'
import { sessionsArea, sessionsModal } from '../../../src/slack/sessions/sessions.view.ts'
import { signInsArea, signInsModal } from '../../../src/slack/sessions/sign-ins.view.ts'
import {
  deletedModal,
  deleteForm,
  disconnectedWords,
  enabledWords,
  passwordModal,
  renewForm,
  resetWords,
  restoredWords,
  suspendedModal,
  suspendForm,
} from '../../../src/slack/users/access.view.ts'
import { addedModal, addForm, inviteStep } from '../../../src/slack/users/add-form.view.ts'
import { createForm } from '../../../src/slack/users/create-form.view.ts'
import { editForm } from '../../../src/slack/users/edit-form.view.ts'
import { listWords, noSuchName } from '../../../src/slack/users/list-words.view.ts'
import { profileModal } from '../../../src/slack/users/profile.view.ts'
import { usersArea } from '../../../src/slack/users/users-area.view.ts'
import { nobodyCalled, nobodyNamed, whichOne } from '../../../src/slack/users/who.view.ts'
import { expectGolden } from '../golden.ts'
import {
  aCrowd,
  anAttempt,
  aProfile,
  aSession,
  choices,
  everyName,
  inviteChoices,
  LATER,
  NOW,
  noFilters,
  page,
  somebody,
} from './samples.ts'

const everything = {
  sessions: true,
  signIns: true,
  invitations: true,
  grant: true,
  personal: true,
  history: true,
  disconnect: true,
}
const nothing = {
  sessions: false,
  signIns: false,
  invitations: false,
  grant: false,
  personal: false,
  history: false,
  disconnect: false,
}

describe('users as Slack is shown them', () => {
  test('on the Home', () => {
    const area = {
      choices,
      deleted: [],
      filtered: [],
      mayBring: true,
      mayInvite: true,
      place: { area: 'users' },
    }
    const drawn = (seen: Partial<Parameters<typeof usersArea>[0]>) =>
      home(usersArea({ ...page([somebody()]), ...area, ...seen }))
    expectGolden('users/area', drawn(page([somebody(), ...everyName], 'cursor')))
    const notInvited = { place: { area: 'users', status: 'staged' }, filtered: [] }
    expectGolden('users/area-not-invited', drawn({ ...page([somebody()], null, 24), ...notInvited }))
    expectGolden('users/area-alone', drawn({ ...page([somebody()]) }))
    expectGolden(
      'users/area-only-looking',
      drawn({
        ...page([somebody({ actions: [] })], null, 24),
        mayBring: false,
      }),
    )
    expectGolden(
      'users/area-filtered',
      drawn({
        ...page([]),
        total: 0,
        place: { area: 'users', status: 'active', team: 'team-1', search: '<b>&' },
        filtered: [
          { field: 'status', text: 'Status: Active' },
          { field: 'team', text: 'Team: Plat*form*' },
        ],
      }),
    )
    expectGolden(
      'users/area-other-words',
      drawn({
        ...page([somebody()]),
        vocabulary: 'enabled-disabled',
        place: { area: 'users', status: 'inactive' },
      }),
    )
    expectGolden(
      'users/area-full',
      drawn({
        ...page(aCrowd(15), 'cursor', 10_000),
        isTotalExact: false,
        choices: {
          ...choices,
          team: Array.from({ length: 101 }, (_, at) => ({ id: `t${at}`, name: `Team ${at}` })),
        },
        deleted: [{ id: 'gone', name: 'Zed <!channel>', purgeAt: LATER }],
      }),
    )
  })

  test('in profiles', () => {
    expectGolden('users/profile', profileModal({ profile: aProfile(), may: everything }))
    expectGolden('users/profile-pending', profileModal({ profile: aProfile('invited'), may: everything }))
    expectGolden(
      'users/profile-suspended',
      profileModal({ profile: aProfile('suspended'), may: everything, note: { text: 'Done.' } }),
    )
    expectGolden(
      'users/profile-managed',
      profileModal({
        profile: {
          ...aProfile(),
          managed: { connection: 'Okta <b> & *friends*', fields: ['email', 'lastName', 'managerId'] },
          actions: [{ action: 'resend-welcome', unavailable: null }],
        },
        may: everything,
      }),
    )
    expectGolden(
      'users/profile-only-looking',
      profileModal({ profile: { ...aProfile(), actions: [] }, may: nothing }),
    )
  })

  test('in forms', () => {
    expectGolden('users/edit', editForm({ profile: aProfile(), choices, mayFill: true }))
    expectGolden('users/edit-pending', editForm({ profile: aProfile('invited'), choices, mayFill: false }))
    const managed: Managed = {
      connection: 'Okta *EU*',
      fields: ['firstName', 'lastName', 'email', 'department'],
    }
    expectGolden(
      'users/edit-managed',
      editForm({ profile: { ...aProfile(), managed }, choices, mayFill: true }),
    )
    expectGolden('users/add', addForm(inviteChoices))
    expectGolden(
      'users/add-from-words',
      addForm(inviteChoices, { email: 'nia@acme.test', roleIds: ['role-1'], teamIds: ['team-1'] }),
    )
    expectGolden(
      'users/add-step-2',
      inviteStep(inviteChoices, { firstName: 'Nia', gender: 'female', birthday: '1990-05-17' }),
    )
    expectGolden('users/add-step-2-by-link', inviteStep(inviteChoices, { method: 'link' }))
    expectGolden('users/create', createForm(inviteChoices))
    expectGolden(
      'users/create-typed',
      createForm(inviteChoices, { password: 'typed', departmentId: 'department-1' }),
    )
    const added = {
      name: 'Nia',
      userId: 'u',
      invitationId: 'i',
      personalAddress: 'nia@home.test',
      link: null,
      waitsForApproval: false,
    }
    expectGolden('users/added', addedModal(added))
    expectGolden('users/added-link', addedModal({ ...added, link: 'https://usher.test/invitations/inv_x' }))
    expectGolden('users/added-waits', addedModal({ ...added, waitsForApproval: true }))
  })

  test('in questions and answers about their access', () => {
    const profile = aProfile()
    expectGolden('users/suspend', suspendForm(profile))
    expectGolden('users/suspended', suspendedModal(profile))
    expectGolden('users/enabled', enabledWords('A *bold* name'))
    expectGolden('users/disconnected', disconnectedWords('A *bold* name'))
    expectGolden('users/reset', resetWords('Ada', 'ada@acme.test'))
    expectGolden('users/delete', deleteForm(profile))
    expectGolden('users/delete-at-once', deleteForm({ ...aProfile('suspended'), undoSeconds: 0 }))
    expectGolden('users/deleted', deletedModal('Ada', 'u', LATER, NOW))
    expectGolden('users/deleted-at-once', deletedModal('Ada', 'u', NOW, NOW))
    expectGolden('users/restored', restoredWords('Ada'))
    expectGolden('users/renew', renewForm(profile))
    expectGolden(
      'users/password',
      passwordModal({
        name: 'Ada',
        userId: 'u',
        identifier: 'ada@acme.test',
        password: 'abcd-efgh-jkmn-pqrs',
        until: LATER,
        signInUrl: 'https://usher.test/sign-in',
      }),
    )
  })

  test('in answers to words', () => {
    const listed = { filters: noFilters, line: 'list', isFirstPage: true }
    expectGolden('users/list', listWords({ ...page(aCrowd(9), 'cursor'), ...listed }))
    expectGolden(
      'users/list-long-names',
      listWords({ ...page(aCrowd(9, 'x'.repeat(250)), 'cursor'), ...listed, isFirstPage: false }),
    )
    expectGolden(
      'users/list-nobody',
      listWords({
        ...page([]),
        total: 0,
        ...listed,
        filters: {
          ...noFilters,
          status: 'disabled',
          role: 'Admin',
          search: 'zz',
          unreadable: ['team:'],
          suggestions: [{ typed: 'Adnim', meant: 'Admin' }],
        },
      }),
    )
    expectGolden(
      'users/which-one',
      whichOne(everyName, ['nobody'], { verb: 'Suspend', action: 'user.suspend' }),
    )
    expectGolden('users/nobody-called', nobodyCalled(['<!here>'], '/people'))
    expectGolden('users/nobody-named', nobodyNamed('suspend', '/people'))
    expectGolden('users/no-such-name', noSuchName('role', '<Owner>'))
  })
})

describe('sessions and attempts as Slack is shown them', () => {
  const seen = { mayEnd: true, selfId: 'ada', now: NOW }
  test('on the Home', () => {
    const sessions = Array.from({ length: 20 }, (_, at) => aSession(at))
    expectGolden(
      'sessions/area',
      home(sessionsArea({ ...seen, sessions, next: 'cursor', place: { area: 'sessions', cursor: 'c' } })),
    )
    expectGolden(
      'sessions/area-nobody',
      home(sessionsArea({ ...seen, sessions: [], next: null, place: { area: 'sessions', search: 'zz' } })),
    )
    const attempts = Array.from({ length: 25 }, (_, at) => anAttempt(at))
    expectGolden(
      'sessions/sign-ins',
      home(signInsArea({ attempts, next: 'cursor', onlyFailed: false, place: { area: 'sign-ins' } })),
    )
    expectGolden(
      'sessions/sign-ins-none',
      home(signInsArea({ attempts: [], next: null, onlyFailed: true, place: { area: 'sign-ins' } })),
    )
  })

  test('of one person', () => {
    const person = { id: 'mel', name: 'Mel <M>' }
    const sessions = [aSession(1), aSession(2)]
    expectGolden(
      'sessions/of-one',
      sessionsModal({ ...seen, sessions, next: 'n', person, cursor: 'c', note: 'Done.' }),
    )
    expectGolden(
      'sessions/of-one-none',
      sessionsModal({ ...seen, sessions: [], next: null, person, cursor: null }),
    )
    expectGolden(
      'sessions/sign-ins-of-one',
      signInsModal({ attempts: [anAttempt(1)], next: 'n', onlyFailed: true, person, cursor: 'c' }),
    )
  })
})
