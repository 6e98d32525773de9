import type { Upload } from './file.ts'
import type { Workspace } from './workspace.ts'

export const filePayload = (it: Workspace, file: Upload): Record<string, unknown> => {
  const url = `${it.baseUrl()}/files-pri/${it.team.id}-${file.id}`
  const name = encodeURIComponent(file.name)
  const at = Math.floor(file.created.getTime() / 1000)
  return {
    id: file.id,
    created: at,
    timestamp: at,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    size: file.length,
    user: file.user,
    user_team: it.team.id,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: `${url}/${name}`,
    url_private_download: `${url}/download/${name}`,
    permalink: `https://${it.team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    channels: file.channel ? [file.channel] : [],
    file_access: 'visible',
  }
}
