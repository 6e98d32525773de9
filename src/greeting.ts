import type { House } from './house.ts'

/** What somebody who has just typed `npm start` wants to know: where it is, what is real, what comes next. */
export function greeting({ config, mailbox }: House): string {
  const hasPlayground = config.playground !== 'off'
  const lines: [string, string][] = [
    ['Usher is ready', config.publicUrl],
    ...(hasPlayground ? ([['Playground', `${config.publicUrl}/playground`]] as [string, string][]) : []),
    ...(hasPlayground && mailbox
      ? ([['Mailbox', `${config.publicUrl}/playground/mailbox`]] as [string, string][])
      : []),
    ['', ''],
    [
      'Real',
      config.databaseUrl ? 'the database of DATABASE_URL' : `an embedded Postgres in ${config.dataDir}`,
    ],
    [
      mailbox ? 'Kept' : 'Real',
      mailbox
        ? 'letters, in the mailbox: sent to nobody (set SMTP_URL and MAIL_FROM to send them)'
        : 'letters, by SMTP',
    ],
    ...(hasPlayground
      ? ([['Simulated', 'Slack, until SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are set']] as [
          string,
          string,
        ][])
      : []),
    ['', ''],
    ...next(config.playground),
  ]
  return `\n${lines.map(([label, text]) => `  ${label.padEnd(20)}  ${text}`.trimEnd()).join('\n')}\n\n`
}

/** On the terminal and nowhere else: whoever can read it there runs Usher, and may say who owns it. */
export const setupCodeWords = (code: string): string => `
  Set-up code           ${code}

  There is no organization yet. Whoever shows this code on the Home of Usher in Slack makes one and owns it.
  It works once, for 24 hours.

`
const next = (playground: string): [string, string][] =>
  playground === 'example'
    ? [
        ['Next', 'open the playground and type /invite you@example.com'],
        ['Or here', 'npx usher invite you@example.com'],
        ['A provider', 'npx usher connect okta'],
      ]
    : [
        ['Next', 'npx usher init --organization "Acme" --owner you@example.com'],
        ['', 'npx usher invite ada@example.com bob@example.com'],
      ]
