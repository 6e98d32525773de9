import type { House } from './house.ts'

/** What somebody who has just typed `npm start` wants to know: where it is, what is real, what comes next. */
export function greeting({ config, mailbox }: House, hasPlayground: boolean): string {
  const database = config.databaseUrl
    ? 'the database of DATABASE_URL'
    : `an embedded Postgres in ${config.dataDir}`
  const letters = mailbox
    ? 'kept in the mailbox, sent to nobody (set SMTP_URL and MAIL_FROM to send them)'
    : 'sent by SMTP'
  return `
  Usher is ready        ${config.publicUrl}
${hasPlayground && mailbox ? `  Mailbox               ${config.publicUrl}/playground/mailbox\n` : ''}
  Real                  ${database}
  Letters               ${letters}

  Next                  npx usher init --organization "Acme" --owner you@example.com
                        npx usher invite ada@example.com bob@example.com

`
}

/** On the terminal and nowhere else: whoever can read it there runs Usher, and may say who owns it. */
export const setupCodeWords = (code: string): string => `
  Set-up code           ${code}

  There is no organization yet. Whoever shows this code on the Home of Usher in Slack makes one and owns it.
  It works once, for 24 hours.

`
