import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Clock } from '../../support/clock.ts'
import { nothingRefused, type Slack, takeRefusals } from '../../support/slack/open-slack.ts'
import type { Someone } from '../../support/slack/someone.ts'
import { actions, button, input, modal, option, plain, section, sure } from './blocks.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'

const clock = new Clock(new Date().toISOString())
let bot: TinyBot
let slack: Slack
let ada: Someone
beforeEach(async () => {
  bot = await openTinyBot({ now: clock.now })
  slack = bot.slack
  ada = slack.as('ada')
})
afterEach(async () => {
  await bot.close()
})

const form = (title = 'Invite', more: object[] = []) =>
  modal(
    title,
    [
      input('E-mail', 'email', { type: 'email_text_input' }),
      input('Role', 'role', {
        type: 'static_select',
        placeholder: plain('Choose'),
        options: [option('Admin', 'admin'), option('Member', 'member')],
      }),
      input('Note', 'note', { type: 'plain_text_input', min_length: 3, max_length: 5 }, { optional: true }),
      ...more,
    ],
    { notify_on_close: true, private_metadata: 'kept' },
  )

const opens = (view: never): void => {
  bot.app.command('/form', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view })
  })
}
const openForm = async (view: never = form()) => {
  opens(view)
  await ada.command('/form')
  await ada.waitsFor('[Send]')
}
const filled = () => ada.fill({ 'E-mail': 'x@y.co', Role: 'Member' })

describe('a form', () => {
  test('is checked by the client before anything is sent', async () => {
    await openForm()
    const before = slack.workspace.deliveries.length
    const role = { label: 'Role', type: 'static_select', options: ['Admin', 'Member'] }
    expect(ada.fields).toContainEqual(expect.objectContaining(role))
    await ada.fill({ 'E-mail': 'nonsense', Note: 'toolong' })
    const { problems } = await ada.submit()
    expect(problems).toEqual({
      email: 'Please enter a valid email address.',
      role: 'Please complete this required field.',
      note: 'Please enter at most 5 characters.',
    })
    expect(ada.sees).toContain('⚠ Please complete this required field.')
    expect(slack.workspace.deliveries).toHaveLength(before)
  })

  test('arrives with everything that was entered, and closes on an empty answer', async () => {
    let heard: unknown
    bot.app.view('invite', async ({ ack, view }) => {
      heard = {
        values: view.state.values,
        metadata: view.private_metadata,
        root: view.root_view_id === view.id,
      }
      await ack()
    })
    await openForm()
    await filled()
    await ada.submit()
    expect(heard).toMatchObject({
      metadata: 'kept',
      root: true,
      values: {
        email: { it: { type: 'email_text_input', value: 'x@y.co' } },
        role: {
          it: { type: 'static_select', selected_option: { value: 'member', text: { text: 'Member' } } },
        },
        note: { it: { type: 'plain_text_input', value: null } },
      },
    })
    expect(ada.sees).toBe('')
    nothingRefused(slack.workspace)
  })

  test('shows the errors the bot names, and apologises for those that stand nowhere', async () => {
    const answers = [{ email: 'Taken.' }, { nowhere: 'Lost.' }]
    bot.app.view('invite', async ({ ack }) =>
      ack({ response_action: 'errors', errors: answers.shift() ?? {} }),
    )
    await openForm()
    await filled()
    expect((await ada.submit()).problems).toEqual({ email: 'Taken.' })
    expect(ada.sees).toContain('⚠ Taken.')
    const second = await ada.submit()
    expect(second.trouble).toBe('We had some trouble connecting. Try again?')
    expect(slack.workspace.troubles[0]?.cause).toContain('no input block nowhere')
  })

  test.each([
    ['no JSON', 'thanks'],
    ['an unknown action', { response_action: 'close' }],
    ['no view', { response_action: 'update' }],
    ['a Home view', { response_action: 'push', view: { type: 'home', blocks: [] } }],
  ])('apologises for an answer with %s and stays open', async (_what, answer) => {
    bot.app.view('invite', async ({ ack }) => ack(answer as never))
    await openForm()
    await filled()
    expect((await ada.submit()).trouble).toContain('trouble connecting')
    expect(ada.sees).toContain('Invite')
  })

  test('apologises for a bot that does not answer', async () => {
    bot.app.view('invite', async () => {})
    await openForm()
    await filled()
    slack.workspace.ackWithinMs = 150
    expect((await ada.submit()).trouble).toContain('trouble connecting')
  })

  test('keeps what was entered when it is drawn anew with the same ids', async () => {
    bot.app.view('invite', async ({ ack }) =>
      ack({
        response_action: 'update',
        view: form('Again', [input('More', 'more', { type: 'plain_text_input' })]),
      }),
    )
    await openForm()
    await filled()
    await ada.submit()
    expect(ada.sees).toContain('┌ Again')
    expect(ada.sees).toContain('E-mail: ‹x@y.co›')
    expect(ada.sees).toContain('More: ‹›')
  })

  test('can be stacked three high and no higher; clear takes all away', async () => {
    const faults: unknown[] = []
    bot.app.view('invite', async ({ ack }) => ack({ response_action: 'push', view: form('Second') }))
    bot.app.view('second', async ({ ack }) =>
      ack({ response_action: 'push', view: modal('Third', [actions(button('Deeper', 'deeper'))]) }),
    )
    bot.app.action('deeper', async ({ ack, client, body }) => {
      await ack()
      const { trigger_id } = body as { trigger_id: string }
      await client.views.push({ trigger_id, view: form('Fourth') }).catch((it) => faults.push(it.data.error))
    })
    bot.app.view('third', async ({ ack }) => ack({ response_action: 'clear' }))
    await openForm()
    await filled()
    await ada.submit()
    await filled()
    await ada.submit()
    expect(ada.sees).toContain('┌ Third')
    await ada.click('Deeper')
    await ada.waitsUntil(() => faults.length === 1)
    expect(faults).toEqual(['push_limit_reached'])
    await ada.submit()
    expect(ada.sees).toBe('')
    expect(takeRefusals(slack.workspace)).toEqual(['views.push: push_limit_reached'])
  })

  test('that pushes by views.push and then answers with nothing loses what it pushed', async () => {
    bot.app.view('invite', async ({ ack, client, body }) => {
      await client.views.push({
        trigger_id: (body as { trigger_id: string }).trigger_id,
        view: form('Second'),
      })
      await ack()
    })
    await openForm()
    await filled()
    await ada.submit()
    expect(ada.sees).toContain('┌ Invite')
    nothingRefused(slack.workspace)
  })

  test('tells the bot when it is closed, if it asked for that', async () => {
    const closed: boolean[] = []
    bot.app.view({ type: 'view_closed', callback_id: 'invite' }, async ({ ack, body }) => {
      closed.push((body as { is_cleared: boolean }).is_cleared)
      await ack()
    })
    await openForm()
    await ada.closes()
    await ada.command('/form')
    await ada.waitsFor('[Send]')
    await ada.closes({ all: true })
    expect(closed).toEqual([false, true])
  })
})

describe('an element', () => {
  test('that asks first is not clicked before the question is answered', async () => {
    const clicked: string[] = []
    bot.app.action('delete', async ({ ack }) => {
      clicked.push('delete')
      await ack()
    })
    await openForm(modal('Danger', [actions(button('Delete', 'delete', { confirm: sure }))]))
    await expect(ada.click('Delete')).rejects.toThrow('Slack asks first: “Sure?” This cannot be undone.')
    await ada.click('Delete', { confirm: false })
    expect(clicked).toEqual([])
    await ada.click('Delete', { confirm: true })
    expect(clicked).toEqual(['delete'])
  })

  test('of each kind tells its value in actions, state, or both', async () => {
    const heard: Record<string, unknown>[] = []
    bot.app.action(/.*/, async ({ ack, body }) => {
      const { actions: all, view } = body as unknown as {
        actions: Record<string, unknown>[]
        view: { state: object }
      }
      heard.push({ ...all[0], state: view.state })
      await ack()
    })
    const row = section('Row of Bob', {
      block_id: 'row',
      accessory: {
        type: 'overflow',
        action_id: 'menu',
        options: [option('Edit', 'edit'), option('Cancel', 'cancel')],
      },
    })
    const pickers = {
      type: 'actions',
      block_id: 'pick',
      elements: [
        { type: 'datepicker', action_id: 'day', placeholder: plain('Day') },
        { type: 'timepicker', action_id: 'time', placeholder: plain('Time') },
        { type: 'users_select', action_id: 'who', placeholder: plain('Who') },
        { type: 'checkboxes', action_id: 'boxes', options: [option('One', '1'), option('Two', '2')] },
        { type: 'radio_buttons', action_id: 'radio', options: [option('Left', 'l'), option('Right', 'r')] },
      ],
    }
    await openForm(modal('Kinds', [row, pickers]))
    await ada.click('Cancel', { in: 'Row of Bob' })
    await ada.choose('Day', '2026-12-01')
    await ada.choose('Time', '09:30')
    await ada.choose('Who', 'mel')
    await ada.click('Two')
    await ada.click('One')
    await ada.click('Right')
    expect(heard).toMatchObject([
      { type: 'overflow', block_id: 'row', action_id: 'menu', selected_option: { value: 'cancel' } },
      { type: 'datepicker', selected_date: '2026-12-01' },
      { type: 'timepicker', selected_time: '09:30' },
      { type: 'users_select', selected_user: slack.as('mel').id },
      { type: 'checkboxes', selected_options: [{ value: '2' }] },
      { type: 'checkboxes', selected_options: [{ value: '2' }, { value: '1' }] },
      { type: 'radio_buttons', selected_option: { value: 'r' } },
    ])
    const cancel = { label: 'Cancel', row: expect.stringContaining('Row of Bob'), asksFirst: false }
    expect(ada.buttons).toContainEqual(expect.objectContaining(cancel))
    expect(heard[0]?.state).toMatchObject({ values: { pick: { day: { selected_date: null } } } })
    expect(ada.sees).toContain('☑ One')
    expect(ada.sees).toContain('‹Mel›')
    await expect(ada.choose('Day', 'tomorrow')).rejects.toThrow('cannot be picked')
  })

  test('with options from the bot offers only what the bot gave', async () => {
    const answers = [[option('Bob B.', 'bob')], Array.from({ length: 101 }, (_, i) => option(`${i}`, `${i}`))]
    bot.app.options('find', async ({ ack, payload }) => {
      expect(payload.value).toBe('Bob')
      await ack({ options: answers.shift() ?? [] })
    })
    await openForm(
      modal('Find', [
        input('Person', 'p', { type: 'external_select', action_id: 'find', min_query_length: 1 }),
      ]),
    )
    await ada.fill({ Person: 'Bob' })
    expect(ada.sees).toContain('Person: ‹Bob B.›')
    await expect(ada.fill({ Person: 'Bob' })).rejects.toThrow('No option “Bob”')
    expect(slack.workspace.troubles.at(-1)).toMatchObject({
      cause: 'no more than 100 items allowed [json-pointer:/options]',
    })
  })

  test('for files brings files that open with the bearer token only', async () => {
    let url = ''
    bot.app.view('files', async ({ ack, view }) => {
      url = view.state.values.csv?.it?.files?.[0]?.url_private ?? ''
      await ack()
    })
    await openForm(modal('Files', [input('CSV', 'csv', { type: 'file_input', filetypes: ['csv'] })]))
    await ada.fill({ CSV: [{ name: 'people.csv', content: Buffer.from('a,b') }] })
    await ada.submit()
    const withToken = await fetch(url, { headers: { authorization: 'Bearer xoxb-of-the-tests' } })
    expect(await withToken.text()).toBe('a,b')
    const without = await fetch(url)
    expect([without.status, await without.text()]).toEqual([200, expect.stringContaining('Sign in')])
    expect(takeRefusals(slack.workspace)).toEqual(['files.download: not_authed'])
  })
})

describe('a trigger', () => {
  const refusedWith = async (wait: number, times: number): Promise<unknown[]> => {
    const answers: unknown[] = []
    bot.app.command('/late', async ({ ack, client, command }) => {
      await ack()
      clock.moveSeconds(wait)
      for (let i = 0; i < times; i++)
        await client.views.open({ trigger_id: command.trigger_id, view: form() }).then(
          () => answers.push('ok'),
          (it) => answers.push(it.data.error),
        )
    })
    await ada.command('/late')
    await ada.waitsUntil(() => answers.length === times)
    return answers
  }

  test('opens one view within three seconds', async () => {
    expect(await refusedWith(3, 2)).toEqual(['ok', 'exchanged_trigger_id'])
    expect(takeRefusals(slack.workspace)).toEqual(['views.open: exchanged_trigger_id'])
  })

  test('is worth nothing after three seconds', async () => {
    expect(await refusedWith(4, 1)).toEqual(['expired_trigger_id'])
    takeRefusals(slack.workspace)
  })
})

test('a view is updated by whoever holds its newest hash, and is not found once it is closed', async () => {
  const answers: unknown[] = []
  const tell = (it: { data: { error: string } }) => answers.push(it.data.error)
  bot.app.command('/form', async ({ ack, client, command }) => {
    await ack()
    const { view } = await client.views.open({ trigger_id: command.trigger_id, view: form('Loading') })
    const [view_id = '', hash = ''] = [view?.id, view?.hash]
    await client.views.update({ view_id, hash, view: form('Loaded') }).then(() => answers.push('ok'))
    await client.views.update({ view_id, hash, view: form('Stale') }).catch(tell)
    await ada.closes({ all: true })
    await client.views.update({ view_id, view: form('Gone') }).catch(tell)
  })
  bot.app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack())
  await ada.command('/form')
  await ada.waitsUntil(() => answers.length === 3)
  expect(answers).toEqual(['ok', 'hash_conflict', 'not_found'])
  takeRefusals(slack.workspace)
})
