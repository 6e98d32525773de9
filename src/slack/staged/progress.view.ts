import { spanInWords } from '../../domain/plain-words.ts'
import { type StagedProgress, stagedSeconds } from '../../domain/staged-run.ts'
import {
  goneMeanwhile,
  leftOutCount,
  leftOutLines,
  progressInWords,
  whyStopped,
} from '../../domain/staged-words.ts'
import {
  actions,
  type Block,
  button,
  context,
  type Modal,
  modal,
  safe,
  section,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { shortened } from '../words/escape-for-slack.ts'

const signs: Record<StagedProgress['state'], string> = {
  running: ':hourglass_flowing_sand:',
  stopped: ':black_square_for_stop:',
  done: ':white_check_mark:',
}

/** How far it has come: one message, drawn anew with each batch. */
export function stagedWords(run: StagedProgress): Required<Words> {
  const headline = `${signs[run.state]} ${progressInWords(run)}`
  return { text: headline, blocks: stagedBlocks(run, headline) }
}

const stagedBlocks = (run: StagedProgress, headline: string): Block[] => [
  section(`*${headline}*\n${nowInWords(run)}`),
  ...leftOutBlocks(run),
  ...buttonsOf(run),
  context(`Begun by ${name(run.startedBy)} ${moment(run.startedAt)}.`),
]

function nowInWords(run: StagedProgress): string {
  if (run.state === 'stopped') return whyStopped({ ...run, stoppedBy: name(run.stoppedBy) })
  if (run.state === 'done') return doneInWords(run)
  if (run.isWaiting)
    return `As many have been written to as may be in an hour. It goes on by itself ${moment(run.nextAt)}.`
  const left = run.total - run.invited - run.awaiting - leftOutCount(run.leftOut)
  const seconds = stagedSeconds(left)
  return seconds > 0
    ? `The next batch leaves ${moment(run.nextAt)}; about ${spanInWords(seconds)} for all who are left. Nobody has to wait here.`
    : 'The last of them are next. Nobody has to wait here.'
}

function doneInWords(run: StagedProgress): string {
  const gone = goneMeanwhile(run)
  return [
    'It is done.',
    ...(gone > 0
      ? [`${gone} ${gone === 1 ? 'was' : 'were'} invited, changed or removed by somebody else meanwhile.`]
      : []),
    ...(leftOutCount(run.leftOut) > 0
      ? [
          'Those who could not be invited stand on the Home of Usher, under Users, with the status “not invited”.',
        ]
      : []),
  ].join(' ')
}

const leftOutBlocks = ({ leftOut }: StagedProgress): Block[] => {
  const lines = leftOutLines(leftOut)
  return lines.length > 0 ? [section(lines.map((it) => `:warning: ${safe(it)}`).join('\n'))] : []
}

function buttonsOf({ id, state, isMine }: StagedProgress): Block[] {
  if (state === 'running')
    return [
      actions(
        button('Stop', 'staged.stop', id, {
          style: 'danger',
          confirm: {
            title: 'Stop inviting?',
            text: 'Nobody else is invited. Whoever was invited stays so.',
            yes: 'Stop',
            isDanger: true,
          },
        }),
      ),
    ]
  return state === 'stopped' && isMine
    ? [actions(button('Go on', 'staged.go-on', id, { style: 'primary' }))]
    : []
}

/** Names can be long, and this message has to fit. */
const name = (theirs: string | null): string =>
  theirs ? safe(shortened(theirs, 90)) : 'somebody who is gone'

export const stagedModal = (run: StagedProgress, said: string): Modal =>
  modal({
    title: 'Invite staged users',
    close: 'Done',
    closesAll: true,
    blocks: [section(said), ...stagedBlocks(run, stagedWords(run).text)],
  })
