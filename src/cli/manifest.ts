import { toYaml } from '../domain/yaml.ts'
import { type Read, readWords, WrongWords } from './words.ts'

const usage = 'usher manifest [--command NAME]… (the first is for people, the second for invitations)'
const USUAL = { people: '/people', invites: '/invites' }

/** What to paste at api.slack.com: for one's own address, and commands called as one likes. */
export function readManifest(words: string[]): Read {
  const { values } = readWords(words, { command: { type: 'string', multiple: true } }, usage)
  const named = (values.command ?? []).map((it) => (it.startsWith('/') ? it : `/${it}`))
  if (named.length > 2) throw new WrongWords(`There are two commands to be named.\n\n${usage}`)
  return {
    runsAlone: ({ config, manifestFor }) => {
      const [people, invites] = named
      const commands = {
        ...USUAL,
        ...config.slackCommands,
        ...(people ? { people } : {}),
        ...(invites ? { invites } : {}),
      }
      const { manifest, faults } = manifestFor({ publicUrl: config.publicUrl, commands })
      if (faults.length > 0)
        return { text: faults.join('\n'), json: { error: 'manifest', faults }, isRefused: true }
      const isUsual = commands.people === USUAL.people && commands.invites === USUAL.invites
      const hint = isUsual
        ? ''
        : `# Start Usher with SLACK_COMMANDS=people=${commands.people},invites=${commands.invites}\n`
      return { text: `${hint}${toYaml(manifest)}`.trimEnd(), json: manifest }
    },
  }
}
