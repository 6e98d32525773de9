import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/refusal.ts'
import { actions, button, home, input, modal, section, textInput } from '../../../src/slack/blocks.ts'
import { acting, opening } from '../../../src/slack/door/answer.ts'
import { cancelInvitation } from '../../../src/usecases/invitations/cancel-invitation.ts'
import { type Office, openOffice } from '../../support/slack/office.ts'
import { refusals, takeRefusals } from '../../support/slack/open-slack.ts'
import { type Reactions, trialDoor } from '../../support/slack/trial.ts'

const form = modal({
  title: 'Trial',
  form: 'trial.form',
  submit: 'Send',
  blocks: [
    input('phone', 'Phone', textInput('phone'), { isOptional: true }),
    input('name', 'Name', textInput('name'), { isOptional: true }),
    actions(button('Click', 'trial.click'), button('Slow', 'trial.slow'), button('Quick', 'trial.quick')),
  ],
})
let fault: () => unknown = () => ({})
const fails = acting(() => {
  throw fault()
})
/** What a slow click waits for. */
let release = () => {}
let held = Promise.resolve()
const shown = (words: string) => ({ modal: { ...form, blocks: [section(words), ...form.blocks] } })
const reactions: Reactions = {
  'command /form': opening('Trial', () => ({ modal: form })),
  'command /fail': fails,
  'command /opening-fail': opening('Trial', () => {
    throw fault()
  }),
  'command /late': acting(() => {
    office.house.clock.moveSeconds(4)
    return { modal: form }
  }),
  'command /word': acting(() => ({ note: { text: 'A word to you alone.' } })),
  'command /bad-view': opening('Trial', () => ({
    modal: { ...form, blocks: [{ type: 'nonsense' }] } as never,
  })),
  'command /wait': opening('Trial', async () => {
    await held
    return { modal: form }
  }),
  'event app_home_opened': acting(() => ({ home: 'again' })),
  'action trial.click': fails,
  'action trial.slow': acting(async () => {
    await held
    return shown('The slow one was here')
  }),
  'action trial.quick': acting(() => shown('The quick one was here')),
  'action home.bad': acting(() => ({ home: { area: 'users', cursor: 'gone' } })),
  'action home.broken': acting(() => ({ home: { area: 'broken' } })),
  'submission trial.form': fails,
  'submission trial.cancel': acting(async ({ ctx, fields }) => {
    await cancelInvitation(ctx, fields.text('id'))
    return { closes: true }
  }),
  'command /cancel': opening('Cancel', () => ({
    modal: modal({
      title: 'Cancel',
      form: 'trial.cancel',
      submit: 'Send',
      blocks: [input('id', 'Id', textInput('id'))],
    }),
  })),
}

let office: Office
beforeAll(async () => {
  const open = trialDoor(reactions, {
    drawHome: async (_seen, place, note) => {
      if (place.cursor) throw new Refusal('cursor-unreadable')
      if (place.area === 'broken') throw new Error('a bug in the Home')
      const buttons = [
        button('Click', 'trial.click'),
        button('Bad', 'home.bad'),
        button('Broken', 'home.broken'),
      ]
      return home([section(`Here is ${place.area}`), ...(note?.blocks ?? []), actions(...buttons)], place)
    },
  })
  office = await openOffice({ open, slack: { limits: false } })
})
afterEach(async () => {
  await settled()
  expect(refusals(office.slack.workspace)).toEqual([])
  expect(office.log).toEqual([])
  await office.ada.looksAt('general')
  if (office.ada.sees.startsWith('┌')) await office.ada.closes({ all: true })
})
afterAll(() => office.close())

const settled = () => office.bot.door.settled()
async function openForm(who = office.ada): Promise<void> {
  await who.command('/form')
  await who.waitsFor('Phone')
}
/** The number somebody was shown, and how often the log has it. */
function numberShown(text: string): [string, number] {
  const number = /this number: (\w+)/.exec(text)?.[1] ?? ''
  const found = office.log.filter((it) => it.requestId === number).length
  office.log.length = 0
  return [number, found]
}

describe('a refusal shows', () => {
  test('beside its field', async () => {
    fault = () => new Refusal('phone-unreadable', { typed: 'x' })
    await openForm()
    expect((await office.ada.submit()).problems).toEqual({
      phone: 'Begin with + and the country, as in +90 555 123 45 67.',
    })
  })

  test('beside several fields at once', async () => {
    fault = () =>
      new Refusal('several-faults', {
        refusals: [
          new Refusal('phone-unreadable', { typed: 'x' }),
          new Refusal('name-taken', { name: 'x', what: 'role' }),
        ],
      })
    await openForm()
    expect(Object.keys((await office.ada.submit()).problems)).toEqual(['phone', 'name'])
  })

  test('over the form where it is about no field of it, with all that was typed', async () => {
    fault = () => new Refusal('last-owner')
    await openForm()
    await office.ada.fill({ Name: 'typed with care' })
    await office.ada.submit()
    expect(office.ada.sees).toContain('last owner')
    expect(office.ada.sees).toContain('typed with care')
  })

  test('in the modal that was clicked in, with all that was typed', async () => {
    fault = () => new Refusal('last-owner')
    await openForm()
    await office.ada.fill({ Name: 'typed with care' })
    await office.ada.click('Click')
    await office.ada.waitsFor('last owner')
    expect(office.ada.sees).toContain('typed with care')
  })

  test('in the modal that was opened for it', async () => {
    fault = () => new Refusal('last-owner')
    await office.ada.command('/opening-fail')
    await office.ada.waitsFor('last owner')
  })

  test('on the Home', async () => {
    fault = () => new Refusal('last-owner')
    await office.ada.opensHome()
    await office.ada.waitsFor('Here is users')
    await office.ada.click('Click')
    await office.ada.waitsFor('last owner')
    expect(office.ada.sees).toContain('Here is users')
  })

  test('to nobody else, after a command', async () => {
    fault = () => new Refusal('last-owner')
    await office.ada.command('/fail')
    await office.ada.waitsFor('last owner')
    expect(office.mel.looksAt('general').sees).not.toContain('last owner')
  })
})

describe('a bug shows a number that the log has once', () => {
  test('after a command, in a form, in a modal and on the Home', async () => {
    const { ada } = office
    fault = () => new Error('a bug')
    await ada.command('/fail')
    await ada.waitsFor('Something went wrong')
    expect(numberShown(ada.sees)[1]).toBe(1)
    await openForm()
    await ada.submit()
    expect(numberShown(ada.sees)[1]).toBe(1)
    await ada.closes({ all: true })
    await ada.opensHome()
    await ada.waitsFor('Here is users')
    await ada.click('Click')
    await ada.waitsFor('Something went wrong')
    expect(numberShown(ada.sees)[1]).toBe(1)
  })

  test('and a Home that can not be drawn says so, or goes back to what can', async () => {
    const { ada } = office
    await ada.opensHome()
    await ada.waitsFor('Here is users')
    await ada.click('Bad')
    await ada.waitsFor('Begin again at the first')
    expect(ada.sees).toContain('Here is users')
    await ada.click('Broken')
    await ada.waitsFor('Something went wrong')
    expect(numberShown(ada.sees)[1]).toBe(1)
    await ada.opensHome()
    await ada.waitsFor('Here is users')
  })

  test('and a view that Slack will not have does not leave one waiting', async () => {
    await office.ada.command('/bad-view')
    await office.ada.waitsFor('Something went wrong')
    await settled()
    expect(takeRefusals(office.slack.workspace)).toHaveLength(1)
    expect(numberShown(office.ada.sees)[1]).toBe(1)
  })
})

describe('when Slack does not take an answer where it belongs', () => {
  test('a trigger that ran out is told', async () => {
    await office.ada.command('/late')
    await office.ada.waitsFor('did not let Usher open a window')
    expect(takeRefusals(office.slack.workspace)).toEqual(['views.open: expired_trigger_id'])
  })

  test('nothing is done for a window that could not be opened', async () => {
    office.slack.workspace.faults.next('views.open', { error: 'expired_trigger_id' })
    fault = () => new Error('it was done all the same')
    await office.ada.command('/opening-fail')
    await office.ada.waitsFor('did not open the window in time')
    await settled()
    expect(office.log.splice(0).map((it) => it.level)).toEqual([40])
  })

  test('a response address that is used up gives way to a message', async () => {
    const { ada, slack } = office
    slack.workspace.faults.next('response_url', { status: 404 })
    await ada.command('/word')
    await settled()
    expect(ada.seesAt('app')).toContain('A word to you alone.')
    expect(ada.seesAt('general')).not.toContain('A word to you alone.')
  })

  test('a window that was closed before it was filled is left alone', async () => {
    held = new Promise((done) => {
      release = done
    })
    await office.ada.command('/wait')
    await office.ada.waitsFor('One moment…')
    await office.ada.closes()
    release()
    await settled()
    expect(takeRefusals(office.slack.workspace)).toEqual(['views.update: not_found'])
  })

  test('the newest click in a window has the last word, whichever is answered first', async () => {
    const { ada } = office
    await openForm()
    held = new Promise((done) => {
      release = done
    })
    await ada.click('Slow')
    await ada.click('Quick')
    await ada.waitsFor('The quick one was here')
    release()
    await settled()
    expect(ada.sees).toContain('The quick one was here')
    expect(takeRefusals(office.slack.workspace)).toEqual(['views.update: hash_conflict'])
  })
})

describe('what is on the screen gives no right', () => {
  async function cancels(
    who: typeof office.ada,
    id: string,
    meanwhile: () => Promise<unknown> = async () => {},
  ) {
    await who.command('/cancel')
    await who.waitsFor('Id')
    await who.fill({ Id: id })
    await meanwhile()
    await who.submit()
    await settled()
    const { sees } = who
    if (sees.startsWith('┌')) await who.closes({ all: true })
    return sees
  }

  test('a permission that is taken away while a form is open is gone when it is sent', async () => {
    const { house, owner, grace, userIds } = office
    const { invitationId } = await house.invited(owner, 'open@people.test')
    const sees = await cancels(grace, invitationId, () =>
      house.db('grants').where({ userId: userIds.grace }).delete(),
    )
    expect(sees).toMatch(/not allowed|permission|may not/i)
    const [row] = await house.query<{ ending: string | null }>(
      'select ending from invitations where id = :id',
      { id: invitationId },
    )
    expect(row?.ending).toBeNull()
  })

  test('an id of another organization is like one that does not exist', async () => {
    const { house, ada } = office
    const other = await house.organization('Globex', 'olga@globex.test')
    const { invitationId } = await house.invited(other.owner, 'theirs@globex.test')
    const theirs = await cancels(ada, invitationId)
    const none = await cancels(ada, '0192aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa')
    expect(theirs.replace(invitationId, '')).toBe(none.replace('0192aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa', ''))
  })
})
