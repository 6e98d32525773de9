export interface Upload {
  id: string
  name: string
  title: string
  mimetype: string
  user: string
  created: Date
  content: Buffer | null
  /** Announced by files.getUploadURLExternal; bytes and completion come after. */
  isComplete: boolean
  length: number
  channel: string | null
}
