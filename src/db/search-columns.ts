import { searchText } from '../domain/search-text.ts'
import { integerList } from './integer-list.ts'

/** What somebody is found and listed by, as the columns are written. */
export const searchColumns = (it: Parameters<typeof searchText>[0]) => {
  const { searchCodes, ...texts } = searchText(it)
  return { ...texts, searchCodes: integerList(searchCodes) }
}

export type SearchColumns = ReturnType<typeof searchColumns>
