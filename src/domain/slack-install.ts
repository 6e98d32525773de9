/** How installing in a workspace ended. */
export type SlackInstalled =
  | { result: 'installed'; workspaceName: string; teamId: string; appId: string | null; isConnected: boolean }
  /** For a whole Enterprise Grid organization at once: Usher comes workspace by workspace. */
  | { result: 'enterprise' }
  /** In Slack's own word. */
  | { result: 'refused'; said: string }

/** What a page needs of Slack to install Usher there. */
export interface SlackInstalling {
  /** Where Slack asks whoever is there; the state comes back with the answer. */
  authorizeUrl(state: string): string
  /** The code that came back becomes an installation. */
  finish(code: string): Promise<SlackInstalled>
}

export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'
