import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { later } from './later.ts'
import { until } from './until.ts'
import { freePort } from './usher-process.ts'

const BINARY = '/usr/sbin/pgbouncer'

/** Debian's, where somebody has installed it: nothing depends on it, and it is the real one. */
export const hasPgbouncer = existsSync(BINARY)

/** PgBouncer before this database, by transactions; its address. */
export async function pgbouncerBefore(url: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-pgbouncer-'))
  const [to, port] = [new URL(url), await freePort()]
  const file = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o644 })
  await file('users', `"${to.username}" "${decodeURIComponent(to.password)}"\n`)
  await file(
    'settings',
    `[databases]
* = host=${to.hostname} port=${to.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 6
max_client_conn = 100
`,
  )
  await chmod(folder, 0o755)
  // It refuses to be root.
  const uid = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child: ChildProcess = spawn(BINARY, ['-q', join(folder, 'settings')], { ...uid, stdio: 'ignore' })
  later(async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  process.once('exit', () => child.kill('SIGKILL'))
  await until('PgBouncer answers', () => answers(port))
  return Object.assign(new URL(url), { hostname: '127.0.0.1', port: `${port}` }).href
}

const answers = (port: number): Promise<boolean> =>
  new Promise((say) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      say(true)
    })
    socket.once('error', () => say(false))
  })
