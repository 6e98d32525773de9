import { type Block, section, type Words } from '../blocks.ts'

/** Truthful: nothing is connected, nothing can be in this release, and how people come until then. */
export const syncArea = (): Block[] => [
  section(
    '*No identity provider is connected.*\nThis release connects none: people come by invitation, and their roles and groups are yours to set, in *Users*, *Roles* and *Groups*.',
  ),
  section(
    'Once Okta, Entra ID, OneLogin and others can be connected by SCIM, each connection stands here: when it last spoke, what it changed, and what was refused and why.',
  ),
]

export const syncWords = (): Words => ({ text: 'No identity provider is connected.', blocks: syncArea() })
