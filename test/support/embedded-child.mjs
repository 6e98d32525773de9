// A process of its own beside the tests, to be killed or to run as somebody else. It imports compiled code, since
// Node 20 reads no TypeScript: node embedded-child.mjs <compiled server.js> <start|find> <data directory>
const [server, wish, dataDir] = process.argv.slice(2)
const { findRunning, startEmbedded } = await import(server)

try {
  if (wish === 'find') console.log(await findRunning(dataDir))
  else await start()
} catch (error) {
  console.log(error.message)
  process.exitCode = 1
}

async function start() {
  const database = await startEmbedded({ dataDir, durable: true, heldFor: 'http://localhost:3000' })
  const awake = setInterval(() => {}, 60_000)
  process.once('SIGTERM', async () => {
    clearInterval(awake)
    await database.stop()
  })
  console.log(database.url)
}
