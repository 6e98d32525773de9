import { badArguments, SlackError } from './slack-error.ts'

export type Args = Record<string, unknown>

/** Arguments that are objects, and how Slack complains when they are not JSON. */
const NESTED: Record<string, string> = {
  view: 'invalid_arguments',
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments',
  metadata: 'invalid_metadata_format',
  files: 'invalid_arguments',
}

/** Form fields carry objects as JSON strings, a JSON body carries them as they are. */
export function readArguments(body: unknown): Args {
  const args: Args = { ...(body as Args) }
  for (const [name, code] of Object.entries(NESTED)) {
    const text = args[name]
    if (typeof text !== 'string') continue
    if (text === '') delete args[name]
    else args[name] = parsed(text, code, name)
  }
  return args
}

function parsed(text: string, code: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw code === 'invalid_arguments'
      ? badArguments(`failed to parse ${name} as JSON`)
      : new SlackError(code)
  }
}

export const word = (args: Args, name: string): string | undefined => {
  const value = args[name]
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

export function needed(args: Args, name: string): string {
  const value = word(args, name)
  if (value === undefined) throw badArguments(`missing required field: ${name}`)
  return value
}

export const isYes = (args: Args, name: string): boolean => ['true', '1'].includes(String(args[name]))
