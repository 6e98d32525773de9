import { orgForest } from '../../src/domain/org-chart.ts'
import { permissions } from '../../src/domain/permission.ts'
import type { LinkDeath } from '../../src/domain/refusal.ts'
import type { Session } from '../../src/domain/session.ts'
import type { Account } from '../../src/usecases/users/see-account.ts'
import { accountPage } from '../../src/web/account/account.page.ts'
import { emailAskedPage, emailPage } from '../../src/web/account/email.page.ts'
import { managedPage } from '../../src/web/account/managed.page.ts'
import { phonePage } from '../../src/web/account/phone.page.ts'
import { profilePage } from '../../src/web/account/profile.page.ts'
import { sessionsPage } from '../../src/web/account/sessions.page.ts'
import { confirmedPage, confirmPage, deadConfirmPage } from '../../src/web/emails/confirm.page.ts'
import type { Page } from '../../src/web/frame/layout.page.ts'
import { outOfDatePage } from '../../src/web/frame/out-of-date.page.ts'
import { troublePage } from '../../src/web/frame/trouble.page.ts'
import { helpPage } from '../../src/web/help.page.ts'
import { acceptPage } from '../../src/web/invitations/accept.page.ts'
import { askedPage } from '../../src/web/invitations/asked.page.ts'
import { deadLinkPage } from '../../src/web/invitations/dead-link.page.ts'
import { declinePage } from '../../src/web/invitations/decline.page.ts'
import { declinedPage } from '../../src/web/invitations/declined.page.ts'
import { somebodyElsePage } from '../../src/web/invitations/somebody-else.page.ts'
import { orgPage } from '../../src/web/org/org.page.ts'
import { plainView } from '../../src/web/org/org-view.ts'
import { changePage } from '../../src/web/passwords/change.page.ts'
import { forgotAnsweredPage, forgotPage } from '../../src/web/passwords/forgot.page.ts'
import { deadResetPage, resetDonePage, resetPage } from '../../src/web/passwords/reset.page.ts'
import { signInPage } from '../../src/web/sessions/sign-in.page.ts'
import { signOutPage } from '../../src/web/sessions/sign-out.page.ts'
import { connectedPage, connectPage, deadConnectPage } from '../../src/web/slack/connect.page.ts'
import { installedPage, installPage, notInstalledPage } from '../../src/web/slack/install.page.ts'
import { welcomePage } from '../../src/web/welcome.page.ts'
import { deadWelcomePage, setUpPage, welcomeAskedPage } from '../../src/web/welcomes/set-up.page.ts'

/** Every page of src/web in every state it is drawn in, with these words wherever somebody could have put theirs. */
export function everyPage(theirs: string): [string, Page][] {
  const now = new Date('2026-03-02T09:00:00Z')
  const formToken = 'token'
  const view = {
    now,
    path: '/i/inv_x',
    formToken,
    seen: {
      organizationName: theirs,
      timeZone: 'Europe/Istanbul',
      passwordMinimum: 12,
      requiredFields: ['phone' as const, 'gender' as const, 'birthday' as const],
      email: `a${theirs}@b.test`,
      firstName: theirs,
      lastName: theirs,
      roleNames: [theirs, 'Admin'],
      inviterName: theirs,
      message: theirs,
      expiresAt: new Date('2026-03-03T09:00:00Z'),
      death: null,
    },
  }
  const role = { roleId: 'r', name: theirs, siteId: null, siteName: null, expiresAt: now, source: 'manual' }
  const group = { id: 'g', kind: 'team', name: theirs }
  const account = {
    user: {
      firstName: theirs,
      lastName: theirs,
      displayName: theirs,
      email: theirs,
      phone: '+905551234567',
      deliveryEmail: theirs,
      position: theirs,
      emailVerifiedAt: null,
      registeredAt: now,
      lastLoginAt: now,
      version: 3,
    },
    name: theirs,
    avatarName: null,
    managerName: theirs,
    organizationName: theirs,
    timeZone: 'UTC',
    slackWorkspace: { name: theirs, teamId: 'T1', appId: 'A1' },
    managed: null,
    roles: [role, { ...role, expiresAt: null }],
    department: group,
    unit: group,
    teams: [group, group],
    sites: [{ id: 's', name: theirs, roles: [role] }],
    permissions: [...permissions],
    permissionsWithin: [...permissions],
  } as unknown as Account
  const bare = {
    ...account,
    user: { ...account.user, phone: null, email: null, deliveryEmail: null, position: null },
    avatarName: 'A'.repeat(32),
    managerName: null,
    slackWorkspace: null,
    roles: [],
    department: null,
    unit: null,
    teams: [],
    sites: [],
    permissions: [],
    permissionsWithin: [],
  } as unknown as Account
  const faultsAt = (...fields: string[]) => fields.map((field) => ({ field, text: theirs }))
  const again = {
    names: { firstName: theirs, lastName: '' },
    profile: { phone: theirs, gender: theirs },
    faults: [...faultsAt('firstName'), { field: 'password', text: 'Too short' }],
  }
  const choosing = { formToken, organizationName: theirs, passwordMinimum: 8 }
  const reset = { formToken, path: '/reset/rst_x', seen: { ...choosing, userId: 'id', email: theirs } }
  const confirming = { userId: 'id', organizationName: theirs, email: theirs, newEmail: theirs }
  const connecting = {
    userId: 'id',
    organizationName: theirs,
    email: theirs,
    slackName: theirs,
    workspaceName: theirs,
  }
  const installed = { result: 'installed', workspaceName: theirs, teamId: 'T1', appId: null } as const
  const session = {
    id: 'here',
    device: theirs,
    ip: '203.0.113.7',
    startedAt: now,
    lastActiveAt: now,
  } as unknown as Session
  const sessions = { currentId: 'here', timeZone: 'UTC', now, formToken }
  const welcomed = {
    now,
    path: '/welcome/wel_x',
    formToken,
    seen: {
      ...{ userId: 'id', organizationName: theirs, timeZone: 'UTC', passwordMinimum: 12 },
      ...{ email: `a${theirs}@b.test`, phone: '+905551234567', firstName: theirs, lastName: theirs },
      saidNames: ['firstName' as const, 'lastName' as const],
      requiredFields: ['phone' as const, 'gender' as const],
      expiresAt: new Date('2026-03-03T09:00:00Z'),
    },
  }
  const stale = { text: theirs }

  return [
    ['welcome', welcomePage({ hints: [{ text: theirs, href: '/a', command: theirs }] })],
    ['help', helpPage()],
    ['accept', acceptPage(view)],
    ['accept again', acceptPage(view, again)],
    ['decline', declinePage(view)],
    ['declined', declinedPage()],
    ['asked', askedPage()],
    ['somebody else', somebodyElsePage(view, { email: theirs, organizationName: theirs })],
    ...deaths.map((it): [string, Page] => [`invitation ${it}`, deadLinkPage(view, it, false)]),
    ['invitation accepted, signed in', deadLinkPage(view, 'accepted', true)],
    ['set up account', setUpPage(welcomed)],
    [
      'set up account again',
      setUpPage(
        { ...welcomed, seen: { ...welcomed.seen, email: null, firstName: null, saidNames: [] } },
        { ...again, profile: { phone: theirs } },
      ),
    ],
    ...deaths.map((it): [string, Page] => [`welcome ${it}`, deadWelcomePage(it, welcomed)]),
    ['welcome asked', welcomeAskedPage()],
    ['sign in', signInPage({ next: theirs, formToken })],
    [
      'sign in again',
      signInPage({
        next: '/account',
        formToken,
        identifier: theirs,
        faults: faultsAt('organizationId'),
        organizations: [{ id: theirs, name: theirs }],
      }),
    ],
    ['sign in failed', signInPage({ next: '/account', formToken, identifier: theirs, faults: [stale] })],
    ['sign out', signOutPage({ email: theirs, formToken })],
    ['forgot', forgotPage({ formToken })],
    ['forgot, answered', forgotAnsweredPage()],
    ['reset', resetPage(reset)],
    ['reset again', resetPage({ ...reset, faults: faultsAt('password') })],
    ['reset done', resetDonePage()],
    ...deaths.map((it): [string, Page] => [`reset ${it}`, deadResetPage(it)]),
    ['first sign-in', changePage({ ...choosing, path: '/first-sign-in', isFirst: true })],
    ['change', changePage({ ...choosing, path: '/account/password', isFirst: false })],
    [
      'change again',
      changePage({ ...choosing, path: '/account/password', isFirst: false, faults: faultsAt('current') }),
    ],
    ['account', accountPage(account, { formToken, done: 'phone' })],
    ['account of somebody new', accountPage(bare, { formToken })],
    ['profile', profilePage({ account, formToken, done: 'profile' })],
    [
      'profile from a provider',
      profilePage({
        account: {
          ...account,
          managed: { connection: theirs, fields: ['firstName', 'lastName', 'displayName', 'deliveryEmail'] },
        },
        formToken,
      }),
    ],
    ['email from a provider', managedPage('email address', theirs, theirs)],
    ['profile with a picture', profilePage({ account: bare, formToken })],
    [
      'profile again',
      profilePage({
        account,
        formToken,
        typed: { firstName: theirs, lastName: theirs, displayName: theirs, address: theirs },
        faults: [stale, ...faultsAt('firstName', 'address', 'picture')],
      }),
    ],
    ['email', emailPage({ email: theirs, isFresh: false, formToken })],
    [
      'email again',
      emailPage({
        email: null,
        isFresh: false,
        formToken,
        typed: theirs,
        faults: faultsAt('address', 'current'),
      }),
    ],
    ['email asked', emailAskedPage(theirs)],
    ['phone', phonePage({ phone: '+905551234567', email: theirs, isFresh: true, formToken })],
    [
      'phone again',
      phonePage({
        phone: null,
        email: null,
        isFresh: false,
        formToken,
        typed: theirs,
        faults: faultsAt('phone'),
      }),
    ],
    ['confirm', confirmPage({ seen: confirming, path: '/email/eml_x', formToken })],
    ['confirmed', confirmedPage(theirs, false)],
    ...deaths.map((it): [string, Page] => [`confirm ${it}`, deadConfirmPage(it)]),
    ['connect Slack', connectPage({ seen: connecting, path: '/slack-link/slk_x', formToken })],
    ['Slack connected', connectedPage(connecting)],
    ...deaths.map((it): [string, Page] => [`connect Slack ${it}`, deadConnectPage(it)]),
    ['install', installPage()],
    ['installed', installedPage({ ...installed, isConnected: false })],
    ['installed again', installedPage({ ...installed, isConnected: true })],
    ...(['state', 'denied', 'enterprise', 'slack'] as const).map((it): [string, Page] => [
      `not installed: ${it}`,
      notInstalledPage(it),
    ]),
    [
      'sessions',
      sessionsPage({
        ...sessions,
        sessions: [session, { ...session, id: 'there', ip: null }],
        done: 'sessions',
      }),
    ],
    ['one session', sessionsPage({ ...sessions, sessions: [session] })],
    ...orgPages(theirs),
    ['trouble', troublePage({ heading: theirs, text: theirs, requestId: theirs })],
    ['out of date', outOfDatePage(`/i/${theirs}`)],
  ]
}

const deaths: LinkDeath[] = ['expired', 'cancelled', 'superseded', 'accepted', 'declined']

function orgPages(theirs: string): [string, Page][] {
  const row = (id: string, managerId: string | null, state: 'active' | 'invited' = 'active') => ({
    ...{
      id,
      managerId,
      state,
      firstName: theirs,
      lastName: theirs,
      displayName: null,
      email: theirs,
      phone: null,
    },
    position: theirs,
  })
  const people = orgForest(
    [row('a', null), row('b', 'a', 'invited'), row('c', 'b'), row('d', 'c'), row('e', null)],
    true,
  )
  const everybody = { ...people, organizationName: theirs, from: null, focus: people.everybody[2] ?? null }
  const nobodyAbove = { ...everybody, trees: [], everybody: people.loose, focus: people.loose[0] ?? null }
  return [
    ['org chart', orgPage(everybody, plainView, 'a')],
    ['org chart, folded', orgPage(everybody, { ...plainView, levels: 2, zoom: 'fit' }, 'a')],
    ['org list', orgPage(everybody, { ...plainView, view: 'list', levels: 2 }, 'a')],
    ['org, found', orgPage(everybody, { ...plainView, view: 'list', find: theirs }, 'a')],
    ['org, nobody found', orgPage(everybody, { ...plainView, find: `${theirs}nobody` }, 'a')],
    ['org, a part', orgPage({ ...everybody, from: people.everybody.at(-1) ?? null }, plainView, 'a')],
    ['org, no managers', orgPage(nobodyAbove, plainView, 'e')],
  ]
}
