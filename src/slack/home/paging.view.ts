import { actions, type Block, button } from '../blocks.ts'

/** From page to page of a list; nothing where everything is on one. */
export function paging({ isFirstPage, next }: { isFirstPage: boolean; next: string | null }): Block[] {
  const ways = [
    ...(isFirstPage ? [] : [button('« First page', 'home.first')]),
    ...(next ? [button('Next page »', 'home.next', next)] : []),
  ]
  return ways.length > 0 ? [actions(...ways)] : []
}
