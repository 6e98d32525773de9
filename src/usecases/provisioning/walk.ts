import type { List } from '../../db/provisioned-list.ts'
import { cursorTo, type Position, readCursor, walkIdOf } from '../../domain/page-cursor.ts'
import type { Walk, Walked } from '../../domain/question.ts'
import { recall, remember } from './known-walks.ts'
import type { Looking } from './provisioning.ts'

type Page<By extends Walk['page']['by']> = Extract<Walk['page'], { by: By }>

/** A page of what belongs to the connection. One more than is shown is looked for: whether there is a next page. */
export function walk<T, W>(it: Looking, list: List<T, W>, asked: Walk, wants: W): Promise<Walked<T>> {
  const { page } = asked
  return page.by === 'index' ? byIndex(it, list, asked, page, wants) : byCursor(it, list, asked, page, wants)
}

async function byIndex<T, W>(
  { tx, ctx, actor, now }: Looking,
  list: List<T, W>,
  asked: Walk,
  { startIndex, count }: Page<'index'>,
  wants: W,
): Promise<Walked<T>> {
  const countAll = () => list.count(tx, actor, asked.question)
  if (count === 0) return { found: [], total: await countAll(), next: null, previous: null }
  const id = () => walkIdOf(actor, list.name, asked)
  const known = startIndex > 1 ? recall(ctx.db, id(), startIndex, now) : null
  const stretch = {
    from: known?.behind ?? null,
    isBackward: false,
    skipped: startIndex - (known?.begin ?? 1),
    limit: count + 1,
  }
  const { rows, total: counted } = await list.find(tx, actor, asked, stretch, wants)
  const shown = rows.slice(0, count)
  const isLast = rows.length <= count && (shown.length > 0 || stretch.skipped === 0)
  const next = startIndex + shown.length
  const total = counted ?? (isLast ? next - 1 : (known?.total ?? (await countAll())))
  const last = shown.at(-1)
  if (last && !isLast) remember(ctx.db, id(), next, { behind: last.position, total }, now)
  return { found: shown.map((each) => each.facts), total, next: null, previous: null }
}

async function byCursor<T, W>(
  { tx, ctx, actor, now }: Looking,
  list: List<T, W>,
  asked: Walk,
  page: Page<'cursor'>,
  wants: W,
): Promise<Walked<T>> {
  const { keys } = ctx.links
  const id = walkIdOf(actor, list.name, asked)
  const cursor = page.cursor === null ? null : readCursor(page.cursor, id, keys, now)
  const isBackward = cursor?.isBackward ?? false
  const stretch = { from: cursor?.from ?? null, isBackward, skipped: 0, limit: page.count + 1 }
  const { rows, total: counted } = await list.find(tx, actor, asked, stretch, wants)
  const isMore = rows.length > page.count
  const shown = rows.slice(0, page.count)
  if (isBackward) shown.reverse()
  const end = (it: { position: Position } | undefined, isThere: boolean, towardsBeginning: boolean) =>
    it && isThere ? cursorTo({ from: it.position, isBackward: towardsBeginning }, id, keys, now) : null
  return {
    found: shown.map((each) => each.facts),
    total: cursor ? null : (counted ?? (isMore ? await list.count(tx, actor, asked.question) : shown.length)),
    next: end(shown.at(-1), isBackward || isMore, false),
    previous: end(shown[0], cursor !== null && (!isBackward || isMore), true),
  }
}
