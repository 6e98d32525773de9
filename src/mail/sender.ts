import { oneLine, shortened } from './inert.ts'

/** MAIL_FROM, read once: "usher@acme.test" or "Acme People <usher@acme.test>". */
export interface Sender {
  name: string | null
  address: string
}

const bareAddress = /^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/

export function readSender(from: string): Sender {
  const [, name = '', address = from] = /^([^<]*)<([^<>]*)>\s*$/.exec(from) ?? []
  if (!bareAddress.test(address.trim())) {
    throw new Error(
      `MAIL_FROM is no address: "${oneLine(from)}". Write usher@example.com or Name <usher@example.com>`,
    )
  }
  return { name: nameOnly(name) || null, address: address.trim() }
}

/**
 * Who the letter says it is from: the organization, never the inviter. A colleague's name over a foreign
 * address is the mark of forged mail, and Google Workspace and Exchange warn about it in red.
 */
export const nameOfSender = (sender: Sender, organizationName: string): string =>
  sender.name ?? `${shortened(nameOnly(organizationName), 60) || 'Somebody'} via Usher`

/** No display name can look like another address. */
const nameOnly = (text: string): string => oneLine(text.replace(/[<>"@\\]/g, ' '))
