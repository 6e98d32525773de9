import { randomBytes, randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { type Config, ConfigFaults, readConfig } from './config.ts'
import { poolOf } from './db/database.ts'
import { DataDirInUse } from './db/embedded/lock.ts'
import { databaseFaultInWords } from './db/fault-in-words.ts'
import { openDoors } from './doors.ts'
import { greeting, setupCodeWords } from './greeting.ts'
import { type House, openHouse } from './house.ts'
import { type Log, openLog } from './log.ts'
import { type Measures, openMeasures } from './meters/measures.ts'
import type { Clock } from './playground/workspace/clock.ts'
import type { Tick } from './scheduler.ts'
import { manifestFor } from './slack/manifest.ts'
import { type CommandNames, commandNames } from './slack/needs.ts'
import { askAgain } from './usecases/approvals/ask-again.ts'
import { endUndecided } from './usecases/approvals/end-undecided.ts'
import { sealAudit } from './usecases/audit/seal-audit.ts'
import { slotsFor } from './usecases/clock/slots.ts'
import { warnOfExpiringTokens } from './usecases/connections/warn-of-expiring-tokens.ts'
import { forgetOld } from './usecases/forget-old.ts'
import { sendScheduled } from './usecases/invitations/send-scheduled.ts'
import { deliverMessage, type Rooms } from './usecases/messages/deliver-message.ts'
import { seeQueue } from './usecases/messages/see-queue.ts'
import { callWaiting, forgetTurns } from './usecases/messages/take-turn.ts'
import { takeUpEverything, takeUpOverdue } from './usecases/messages/take-up-overdue.ts'
import { warnOfEndingPasswords } from './usecases/passwords/warn-of-ending-passwords.ts'
import { digestTheWeek } from './usecases/reminders/digest-the-week.ts'
import { redrawRunOut } from './usecases/reminders/redraw-run-out.ts'
import { remindAboutPending } from './usecases/reminders/remind-about-pending.ts'
import { endTemporaryGrants } from './usecases/roles/end-temporary-grants.ts'
import { warnOfEndingGrants } from './usecases/roles/warn-of-ending-grants.ts'
import { forgetTries } from './usecases/sessions/count-tries.ts'
import { forgetDeeds } from './usecases/slack/hear-from.ts'
import { offerFirstSetupCode } from './usecases/slack/set-up-by-code.ts'
import { tellOfCutOff } from './usecases/slack/tell-of-cut-off.ts'
import { inviteStaged } from './usecases/staged/invite-staged.ts'
import { purgeUsers } from './usecases/users/purge-users.ts'
import { serverOf } from './web/server-of.ts'
import type { Worker } from './worker.ts'

/**
 * How much more than was in use may be taken before all of it is looked through for garbage. Where there are many
 * gigabytes V8 takes three times as much: a hundred megabytes more. A Bulk of a thousand pays for this with a fifth more
 * work of ours; nobody else notices.
 */
const GROWING_PERCENT = 100
/** Longer than this a deploy would not wait for us. */
const DRAIN_MS = 9_000
/** A filter stands in the address: one that is too long is refused in words, not by a closed line. */
const HEADER_BYTES = 65_536
/** What is still being sent gets this long; then also browsers go that merely hold a line open, unused. */
const FINISH_MS = 5_000

/** A number for each thing that is done by itself: the log and the audit have the same. */
const byTheClock = (house: House) =>
  house.begin({ requestId: `clock-${randomBytes(6).toString('hex')}`, surface: 'clock', ip: null })

async function start(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`)
  const config = readConfig(process.env)
  const log = openLog(config.logLevel)
  // The one place that loads it: beside a real Slack, and in production, it is not even there.
  const playgrounds = config.playground === 'off' ? null : await import('./playground/open-playground.ts')
  const clock = playgrounds?.playgroundClock(config.dataDir)
  const house = await openHouse(config, {
    heldFor: config.publicUrl,
    mayJoin: false,
    ...(clock ? { now: clock.now } : {}),
  })

  if (house.isAlone) await takeUpEverything(byTheClock(house))
  const state = { isStopping: false }
  const parts: { worker: Worker | null } = { worker: null }
  const ticks = ticksOf(house)
  const playground =
    playgrounds && clock ? await playgrounds.openPlayground(playgroundNeeds(house, clock, ticks, log)) : null
  const measures = openMeasures({ queue: () => seeQueue(byTheClock(house)), pool: () => poolOf(house.db) })
  const { web, answer, slack, scim } = await openDoors(house, {
    ...{ log, playground, measures },
    queue: () => parts.worker?.state() ?? 'begins',
    isStopping: () => state.isStopping,
  })
  const server = serverOf(web, answer, { maxHeaderSize: HEADER_BYTES })
  // At once: the first thing the Slack door does is to ask its Slack, and that may be ourselves.
  await listen(server, config.port)
  const mail = playground ? playground.watching(house.mail.deliver) : house.mail.deliver
  const rooms = {
    mail,
    slack: slack?.deliverCard ?? null,
    greet: slack?.greet ?? null,
    // A folder may fill as fast as it can.
    pace: house.mailbox ? null : config.mail,
    ...watchedBy(measures),
  }
  // Whoever asks is answered meanwhile; what is promised, and what is due, waits until these are loaded.
  const beginWork = async () => {
    const [{ startWorker }, { startScheduler }] = await Promise.all([
      import('./worker.ts'),
      import('./scheduler.ts'),
    ])
    const worker = await startWorker({ at: house.queue, log, tasks: tasksOf(house, rooms, log) })
    parts.worker = worker
    const scheduler = startScheduler(ticks, {
      log,
      slots: slotsFor(byTheClock(house), randomUUID()),
      watch: (tick, result) => measures.ticks.add({ tick, result }),
    })
    await slack?.start()
    return { stop: () => Promise.allSettled([worker.stop(), scheduler.stop()]) }
  }
  const working = beginWork()

  const stop = async (signal: string) => {
    if (state.isStopping) return
    state.isStopping = true
    log.info({ signal }, 'Usher is stopping: no new work, finishing what is under way')
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    const closed = new Promise((done) => server.close(done))
    playground?.stop()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), FINISH_MS).unref()
    // The mail room too: a letter that hangs is cut off and tried again later, or the worker would wait for it.
    const { stop: stopWork } = await working
    await Promise.allSettled([closed, slack?.stop(), stopWork(), house.mail.close()])
    // What was answered last is told last.
    await scim.flush()
    await house.close()
    log.info('Usher has stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  await working
  if (state.isStopping) return
  log.info({ port: config.port, publicUrl: config.publicUrl }, 'Usher is ready')
  const code = slack && !playground && (await offerFirstSetupCode(byTheClock(house)))
  process.stdout.write(`${config.isProduction ? '' : greeting(house)}${code ? setupCodeWords(code) : ''}`)
}

const tasksOf = (house: House, rooms: Rooms, log: Log) => ({
  deliver: async (payload: unknown) => {
    const [ctx, message] = [byTheClock(house), payload as { organizationId: string; id: string }]
    const result = await deliverMessage(ctx, rooms, message)
    const { requestId } = ctx.trace
    log.info({ requestId, messageId: message.id, result }, `Message ${message.id}: ${result}`)
  },
})

const watchedBy = ({ deliveries }: Measures): Pick<Rooms, 'watch'> => ({
  watch: (kind, result) => deliveries.add({ kind, result }),
})

const ticksOf = (house: House): Tick[] => [
  { name: 'take up overdue letters', cron: '*/10 * * * * *', run: () => takeUpOverdue(byTheClock(house)) },
  {
    name: 'call who waits for a turn',
    cron: '*/10 * * * * *',
    run: () => callWaiting(byTheClock(house), house.config.mail),
  },
  { name: 'seal the audit', cron: '*/2 * * * * *', isTidying: true, run: () => sealAudit(byTheClock(house)) },
  {
    name: 'erase who was deleted',
    cron: '*/30 * * * * *',
    isTidying: true,
    run: () => purgeUsers(byTheClock(house)),
  },
  { name: 'end undecided requests', cron: '11 */5 * * * *', run: () => endUndecided(byTheClock(house)) },
  { name: 'ask again before a request ends', cron: '31 * * * * *', run: () => askAgain(byTheClock(house)) },
  { name: 'end temporary roles', cron: '*/20 * * * * *', run: () => endTemporaryGrants(byTheClock(house)) },
  {
    name: 'warn of unused passwords',
    cron: '53 * * * * *',
    run: () => warnOfEndingPasswords(byTheClock(house)),
  },
  { name: 'warn of ending roles', cron: '41 * * * * *', run: () => warnOfEndingGrants(byTheClock(house)) },
  {
    name: 'warn of ending tokens',
    cron: '47 * * * * *',
    run: () => warnOfExpiringTokens(byTheClock(house)),
  },
  {
    name: 'forget what was kept long enough',
    cron: '23 * * * * *',
    isTidying: true,
    run: () => forgetOld(byTheClock(house)),
  },
  {
    name: 'invite who was never invited',
    cron: '*/10 * * * * *',
    run: () => inviteStaged(byTheClock(house)),
  },
  { name: 'send what was scheduled', cron: '*/10 * * * * *', run: () => sendScheduled(byTheClock(house)) },
  {
    name: 'remind of pending invitations',
    cron: '*/20 * * * * *',
    run: () => remindAboutPending(byTheClock(house)),
  },
  { name: 'show what has run out', cron: '*/20 * * * * *', run: () => redrawRunOut(byTheClock(house)) },
  {
    name: 'list what ran out this week',
    cron: '*/20 * * * * *',
    run: () => digestTheWeek(byTheClock(house)),
  },
  {
    name: 'tell of what was interrupted',
    cron: '*/20 * * * * *',
    run: () => tellOfCutOff(byTheClock(house)),
  },
  {
    name: 'forget what Slack has said',
    cron: '41 */10 * * * *',
    isTidying: true,
    run: () => forgetDeeds(byTheClock(house)),
  },
  {
    name: 'forget old tries',
    cron: '17 * * * *',
    isTidying: true,
    run: () => forgetTries(byTheClock(house)),
  },
  {
    name: 'forget quiet mail domains',
    cron: '27 * * * *',
    isTidying: true,
    run: () => forgetTurns(byTheClock(house)),
  },
]

const playgroundNeeds = (house: House, clock: Clock, ticks: Tick[], log: Log) => ({
  ctx: byTheClock(house),
  clock,
  port: house.config.port,
  dataDir: house.config.dataDir,
  letters: house.mailbox,
  ...asManifested(house.config),
  sealingKeys: house.keysFor('slack tokens'),
  // Somebody else's database gets nothing that nobody asked for.
  mayFurnish: house.config.playground === 'example' && house.config.databaseUrl === null,
  doWhatIsDue: async (isThere: boolean) => {
    // All at once, as the scheduler does it too.
    await Promise.all(
      ticks
        .filter((it) => isThere || !it.isTidying)
        .map(({ name, run }) =>
          run().catch((err: unknown) => log.error({ err, tick: name }, `${name} failed`)),
        ),
    )
    // The queue goes by the clock on the wall: what became due by ours is handed to it now.
    await takeUpOverdue(byTheClock(house), 0)
  },
})

function asManifested({ publicUrl, slackCommands }: Config) {
  const commands = firstOf(commandNames(slackCommands))
  return { manifest: manifestFor({ publicUrl, commands }), invites: commands.invites }
}

const firstOf = ({ people, invites }: CommandNames) => ({
  people: people[0] ?? '/people',
  invites: invites[0] ?? '/invites',
})

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((ready, fail) => {
    server.once('error', fail)
    server.listen(port, () => ready())
  })

/** What a person can mend is said in a sentence; anything else is a bug and keeps its stack. */
function sentenceFor(fault: unknown): string {
  if (fault instanceof ConfigFaults || fault instanceof DataDirInUse) return fault.message
  const { code, stack } = fault as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is taken. Set PORT to another one, or stop what listens there.'
  return databaseFaultInWords(fault) ?? stack ?? String(fault)
}

start().catch((fault: unknown) => {
  process.stderr.write(`${sentenceFor(fault)}\n`)
  process.exit(1)
})
