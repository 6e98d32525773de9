import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { account, environment } from './account.ts'

/** Runs one of Postgres's programs to its end, as the account it may run as; the error is what it complained of. */
export async function run(program: string, args: string[], { cwd = '/', input = '' } = {}): Promise<void> {
  const running = promisify(execFile)(program, args, { cwd, env: environment, ...account })
  running.child.stdin?.on('error', () => {}) // it may end before it has read; its exit status tells
  running.child.stdin?.end(input)
  await running.catch(complain)
}

function complain(error: NodeJS.ErrnoException & { stderr?: string }): never {
  throw Object.assign(new Error(error.stderr?.trim() || error.message, { cause: error }), {
    code: error.code,
  })
}
