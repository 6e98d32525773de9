import { randomUUID } from 'node:crypto'
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
import { byTheClock, ticksOf } from './ticks.ts'
import { slotsFor } from './usecases/clock/slots.ts'
import { deliverMessage } from './usecases/messages/deliver-message.ts'
import type { Rooms } from './usecases/messages/parcel.ts'
import { seeQueue } from './usecases/messages/see-queue.ts'
import { takeUpEverything, takeUpOverdue } from './usecases/messages/take-up-overdue.ts'
import { offerFirstSetupCode } from './usecases/slack/set-up-by-code.ts'
import { serverOf } from './web/server-of.ts'
import { stopListening } from './web/stop-listening.ts'
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
    const closed = stopListening(server)
    playground?.stop()
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
