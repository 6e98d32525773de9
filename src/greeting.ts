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
