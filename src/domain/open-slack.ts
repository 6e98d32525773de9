/** Opens Slack at Usher, or at the workspace where it is not known which app Usher is there. */
export const slackUrl = (teamId: string, appId: string | null): string =>
  appId ? `slack://app?team=${teamId}&id=${appId}&tab=home` : `slack://open?team=${teamId}`
