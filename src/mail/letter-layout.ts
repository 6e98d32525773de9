import type { Content } from './letter-content.ts'
import { htmlOf } from './letter-html.ts'
import { textOf } from './letter-text.ts'

export interface Rendered {
  subject: string
  html: string
  text: string
}

export const layout = (content: Content): Rendered => ({
  subject: content.subject,
  html: htmlOf(content),
  text: textOf(content),
})
