import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { SmtpPlace } from './smtp-url.ts'

/**
 * Connect, log in, leave; the server's last words. Not the pool's verify(): that one answers "true",
 * and a server that drips its replies could hold it for ever.
 */
export async function tryLogin(
  options: SMTPConnectionOptions,
  login: SmtpPlace['login'],
  withinMs: number,
): Promise<string> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection')
  const connection = new SMTPConnection(options)
  return new Promise<string>((resolve, reject) => {
    const deadline = setTimeout(() => {
      reject(Object.assign(new Error('No end of it'), { code: 'EABORT' }))
      connection.close()
    }, withinMs)
    const done = (fault?: Error | null) => {
      clearTimeout(deadline)
      if (fault) reject(fault)
      else resolve(connection.lastServerResponse || '')
      if (fault) connection.close()
      else connection.quit()
    }
    connection.on('error', done)
    connection.connect((fault) => {
      if (fault || !login) return done(fault)
      connection.login({ credentials: login }, done)
    })
  })
}
