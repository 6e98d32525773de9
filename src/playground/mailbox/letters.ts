/** Where the letters are read from; src/mail/mailbox.ts keeps them. */
export interface Letters {
  list(): Promise<LetterLine[]>
  read(id: string): Promise<WholeLetter | null>
}

export interface LetterLine {
  id: string
  to: string
  subject: string
  at: Date
}

export interface WholeLetter extends LetterLine {
  from: string
  html: string
  text: string
  source: string
}

export type LetterPart = 'html' | 'text' | 'source'
