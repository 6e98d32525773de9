import { readAudit } from './audit.ts'
import { readBind } from './bind.ts'
import { connectUsage, readConnect } from './connect.ts'
import { disconnectUsage, readDisconnect } from './disconnect.ts'
import { readDoctor } from './doctor.ts'
import { readInit } from './init.ts'
import { inviteUsage, readInvite } from './invite.ts'
import { readManifest } from './manifest.ts'
import { messagesUsage, readMessages } from './messages.ts'
import { readMigrate } from './migrate.ts'
import { readTokens, tokensUsage } from './tokens.ts'
import { readVerify } from './verify.ts'
import type { Read } from './words.ts'

export interface Command {
  usage: string
  says: string
  read(words: string[]): Read
}

export const commands: Record<string, Command> = {
  init: {
    usage: 'usher init --organization NAME --owner EMAIL | --slack',
    says: "Makes an organization and prints the owner's one-time link; --slack prints a set-up code for Slack instead",
    read: readInit,
  },
  invite: {
    usage: inviteUsage,
    says: 'Invites people; "-" reads addresses from standard input. --staged invites all who are known and were not invited, in batches: --dry-run says whom, --stop stops it',
    read: readInvite,
  },
  bind: {
    usage: 'usher bind --slack-team T --slack-user U --user EMAIL [--organization O]',
    says: 'Says who somebody in Slack is; the workspace comes to the organization if it is free',
    read: readBind,
  },
  connect: {
    usage: connectUsage,
    says: 'Connects an identity provider: prints base URL, token and what to do at the provider',
    read: readConnect,
  },
  tokens: {
    usage: tokensUsage,
    says: "Lists, makes, renews and revokes providers' tokens, and makes OAuth client credentials",
    read: readTokens,
  },
  disconnect: {
    usage: disconnectUsage,
    says: 'Ends a connection; its people and teams stay as they are',
    read: readDisconnect,
  },
  manifest: {
    usage: 'usher manifest [--command NAME]…',
    says: "Prints the manifest of the Slack app for one's own address and command names",
    read: readManifest,
  },
  messages: {
    usage: messagesUsage,
    says: 'Lists what could not be delivered, in the words of the mail server, and sends it again',
    read: readMessages,
  },
  migrate: { usage: 'usher migrate', says: 'Brings the database up to this version', read: readMigrate },
  doctor: {
    usage: 'usher doctor [--to EMAIL] [--dkim SELECTOR]',
    says: 'Checks database, mail and the records of its domain, Slack, PUBLIC_URL and clock; sends a test letter with --to',
    read: readDoctor,
  },
  verify: {
    usage: 'usher verify',
    says: 'Checks every promise of the model on the live database',
    read: readVerify,
  },
  audit: {
    usage: 'usher audit verify [--organization O]',
    says: 'Walks the sealed audit and names the first link that does not hold',
    read: readAudit,
  },
}

export const help = (): string =>
  [
    'usher: invites people and keeps identities in step, from Slack',
    '',
    ...Object.values(commands).flatMap(({ usage, says }) => [usage.replace(/^/gm, '  '), `      ${says}`]),
    '',
    'Every command takes --json and --help. Exit code: 0 done, 1 refused, 2 wrong words.',
  ].join('\n')
