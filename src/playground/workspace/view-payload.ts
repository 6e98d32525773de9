import type { View } from './view.ts'
import type { Workspace } from './workspace.ts'

/** A view as Slack writes it, in answers and in payloads. */
export const viewPayload = (it: Workspace, view: View): Record<string, unknown> => ({
  id: view.id,
  team_id: it.team.id,
  type: view.type,
  blocks: view.blocks,
  private_metadata: view.privateMetadata,
  callback_id: view.callbackId,
  state: { values: view.values },
  hash: view.hash,
  title: view.title,
  clear_on_close: view.clearOnClose,
  notify_on_close: view.notifyOnClose,
  close: view.close,
  submit: view.submit,
  previous_view_id: view.previousId,
  root_view_id: view.rootId,
  app_id: it.app.id,
  external_id: view.externalId,
  app_installed_team_id: it.team.id,
  bot_id: it.app.botId,
  ...(view.type === 'modal' ? { submit_disabled: view.isSubmitDisabled } : {}),
})
