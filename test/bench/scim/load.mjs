// A process of its own that asks, so that what asking costs falls on neither of the two who answer.
// Each line in is { chains, atOnce }, each line out { ms, statuses }. A chain is a request, and what comes after it
// when its answer found somebody (:id is put in) or nobody.
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

function send({ method, url, headers, body }) {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((done, fail) => {
    const asked = request(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('error', fail)
      answer.on('end', () => done({ status: answer.statusCode, text: Buffer.concat(parts).toString('utf8') }))
    })
    asked.on('error', fail)
    asked.end(body)
  })
}

async function walk({ next, ...asked }, note) {
  const { status, text } = await send(asked)
  note(status)
  if (!next) return
  const [found] = JSON.parse(text).Resources
  const after = found ? next.found : next.missing
  await walk({ ...after, url: after.url.replace(':id', found?.id) }, note)
}

async function run({ chains, atOnce }) {
  const statuses = {}
  const note = (status) => {
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  let at = 0
  const one = async () => {
    for (let chain = chains[at++]; chain; chain = chains[at++]) await walk(chain, note)
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: atOnce }, one))
  return { ms: performance.now() - started, statuses }
}

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`)
