import type { ListedUser } from '../../usecases/users/list-users.ts'
import { type Block, button, context, safe, section, type Words } from '../blocks.ts'
import { statusWords } from './user-row.view.ts'

/** What is to be done with whoever is chosen. */
export interface Purpose {
  verb: string
  action: string
}

const said = (names: string[]): string => names.map((it) => `“${safe(it)}”`).join(', ')

/** Several could be meant, or several were: one button for each. */
export function whichOne(candidates: ListedUser[], unknown: string[], { verb, action }: Purpose): Words {
  const text = `Whom do you mean? ${candidates.length} people fit.`
  return {
    text,
    blocks: [
      section(`*Whom do you mean?* ${candidates.length} people fit.`),
      ...candidates.map(
        (it): Block =>
          section(
            `*${safe(it.name)}*${it.email && it.email !== it.name ? ` · ${safe(it.email)}` : ''}\n${statusWords(it.status, it.statusInWords)}`,
            button(verb, action, it.id, { label: `${verb}: ${it.name}` }),
          ),
      ),
      ...(unknown.length > 0 ? [context(`Nobody is called ${said(unknown)}.`)] : []),
    ],
  }
}

export function nobodyCalled(unknown: string[], command: string): Words {
  const text = `Nobody here is called ${unknown.map((it) => `“${it}”`).join(', ')}.`
  return {
    text,
    blocks: [
      section(`:grey_question: Nobody here is called ${said(unknown)}.`),
      context(
        `A part of the name, the whole e-mail or a mention will do. \`${command} list\` shows everybody.`,
      ),
    ],
  }
}

export function nobodyNamed(word: string, command: string): Words {
  const text = `Say who: ${command} ${word} ada@example.com`
  return {
    text,
    blocks: [section(`Say who: \`${command} ${word} ada@example.com\`, or a name, a mention, or \`me\`.`)],
  }
}
