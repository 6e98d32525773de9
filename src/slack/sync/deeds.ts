import { type AnyReaction, acting } from '../door/answer.ts'
import { chooseProvider, makeConnection, openNewConnection, openSteps } from './connect.ts'
import { openConnection } from './connection.ts'
import {
  disconnect,
  openConnectionSettings,
  openDisconnect,
  saveConnectionSettings,
} from './connection-settings.ts'
import { openExchange, openExchanges } from './exchanges.ts'
import { keepApart, linkThem } from './questions.ts'
import { suggestRoles } from './suggest-roles.ts'
import {
  askToUnlink,
  openLinkTeam,
  openMapping,
  openTeams,
  saveLinkedTeam,
  saveMapping,
  suggestTeams,
  unlink,
} from './teams.ts'
import {
  askToIssue,
  askToIssueClient,
  askToRevokeClient,
  askToRevokeToken,
  askToRotate,
  issue,
  makeClient,
  openTokens,
  revoke,
  rotate,
} from './tokens.ts'

export const syncDeeds: Record<string, AnyReaction> = {
  'connection.disconnect': openDisconnect,
  'connection.exchanges': openExchanges,
  'connection.issue-client': askToIssueClient,
  'connection.issue-token': askToIssue,
  'connection.link-team': openLinkTeam,
  'connection.map': openMapping,
  'connection.new': openNewConnection,
  'connection.open': openConnection,
  'connection.revoke-client': askToRevokeClient,
  'connection.revoke-token': askToRevokeToken,
  'connection.rotate-token': askToRotate,
  'connection.settings': openConnectionSettings,
  'connection.steps': openSteps,
  'connection.teams': openTeams,
  'connection.tokens': openTokens,
  'connection.unlink-team': askToUnlink,
  'exchange.open': openExchange,
  'link.different': keepApart,
  'link.same': linkThem,
}

export const syncForms: Record<string, AnyReaction> = {
  'connection.choose': chooseProvider,
  'connection.create': acting(makeConnection),
  'connection.disconnect': acting(disconnect),
  'connection.issue-client': acting(makeClient),
  'connection.issue-token': acting(issue),
  'connection.link-team': acting(saveLinkedTeam),
  'connection.map': acting(saveMapping),
  'connection.revoke': acting(revoke),
  'connection.rotate-token': acting(rotate),
  'connection.settings': acting(saveConnectionSettings),
  'connection.unlink-team': acting(unlink),
}

export const syncOptions: Record<string, AnyReaction> = {
  'connection.defaults': suggestRoles,
  'connection.local-teams': suggestTeams,
  'connection.roles': suggestRoles,
}
