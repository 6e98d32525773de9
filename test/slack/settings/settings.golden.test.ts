import { describe, expect, test } from 'vitest'
import { settingNames } from '../../../src/domain/setting-names.ts'
import { home } from '../../../src/slack/blocks.ts'
import { settingGroups } from '../../../src/slack/settings/setting-groups.ts'
import { settingsArea, settingsWords } from '../../../src/slack/settings/settings-area.view.ts'
import { settingsForm } from '../../../src/slack/settings/settings-form.view.ts'
import type { SeenSettings } from '../../../src/usecases/organizations/see-settings.ts'
import { expectGolden } from '../golden.ts'

const plain: SeenSettings = {
  invitationLifetimeSeconds: 86_400,
  remindersOn: true,
  reminderAgeSeconds: 43_200,
  reminderChannel: null,
  digestOn: true,
  timeZone: 'Europe/Istanbul',
  businessFrom: '09:00',
  businessUntil: '24:00',
  businessDays: [1, 2, 3, 4, 5],
  statusVocabulary: 'active-inactive',
  defaultRoleId: null,
  requiredFields: [],
  allowedEmailDomains: [],
  approvalRoleIds: [],
  homeEmailDomains: [],
  approvalHours: 72,
  undoSeconds: 900,
  passwordMinimum: 12,
  temporaryPasswords: true,
  contactId: null,
  contactText: null,
  version: 3,
}
const [admin, support] = [
  { id: '01900000-0000-7000-8000-000000000301', name: 'Admin' },
  { id: '01900000-0000-7000-8000-000000000302', name: 'Support <b>' },
]
const decided: SeenSettings = {
  ...plain,
  invitationLifetimeSeconds: 5_400,
  reminderChannel: 'C012AB3CD',
  businessFrom: '08:45',
  requiredFields: ['phone', 'birthday'],
  allowedEmailDomains: ['acme.test', 'acme.example'],
  defaultRoleId: support.id,
  approvalRoleIds: [admin.id],
  homeEmailDomains: ['acme.test'],
  undoSeconds: 0,
  temporaryPasswords: false,
  contactId: '01900000-0000-7000-8000-000000000303',
  contactText: 'Ask *Grace* & <@U1>',
}
const names = new Map(
  [admin, support, { id: decided.contactId as string, name: 'Grace <b>' }].map((it) => [it.id, it.name]),
)
const seen = {
  nameOf: (id: string) => names.get(id),
  roles: [admin, support],
  grantable: [admin],
  maySeeAudit: true,
  undelivered: 3,
}

describe('settings', () => {
  test('stand in one group each, all of them', () => {
    expect(settingGroups.flatMap((it) => it.settings).sort()).toEqual([...settingNames].sort())
  })

  test('are shown as they are', () => {
    expectGolden(
      'settings/area-plain',
      home(settingsArea({ ...seen, settings: plain, maySeeAudit: false, undelivered: 0 })),
    )
    expectGolden('settings/area-decided', home(settingsArea({ ...seen, settings: decided })))
    expectGolden('settings/words', settingsWords({ ...seen, settings: decided }))
  })

  test.each(settingGroups)('are changed in a form: $id', (group) => {
    expectGolden(`settings/form-${group.id}`, settingsForm(group, { ...seen, settings: plain }))
    expectGolden(`settings/form-${group.id}-decided`, settingsForm(group, { ...seen, settings: decided }))
  })
})
