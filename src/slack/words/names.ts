import { keyOf, type Piece, piecesOf, tidied } from './pieces.ts'

/** A tree of names, word by word, so that the longest is found in as many steps as it has words. */
export interface NameTree<Kind> {
  next: Map<string, NameTree<Kind>>
  found: { name: string; kind: Kind } | null
}

export type Named<Kind> = { name: string; kind: Kind }

/** Of two names with one spelling the first one counts. */
export function treeOf<Kind>(names: Named<Kind>[]): NameTree<Kind> {
  const root: NameTree<Kind> = { next: new Map(), found: null }
  for (const it of names) {
    const leaf = piecesOf(tidied(it.name)).reduce((tree, piece) => branch(tree, keyOf(piece)), root)
    if (leaf !== root) leaf.found ??= it
  }
  return root
}

function branch<Kind>(tree: NameTree<Kind>, key: string): NameTree<Kind> {
  const there = tree.next.get(key)
  if (there) return there
  const grown: NameTree<Kind> = { next: new Map(), found: null }
  tree.next.set(key, grown)
  return grown
}

/** The longest known name that begins here, and how many pieces it takes. */
export function longestName<Kind>(
  tree: NameTree<Kind>,
  pieces: Piece[],
  from: number,
): (Named<Kind> & { length: number }) | null {
  let best: (Named<Kind> & { length: number }) | null = null
  let here: NameTree<Kind> | undefined = tree
  for (let at = from; at < pieces.length; at++) {
    here = here.next.get(keyOf(pieces[at] as Piece))
    if (!here) break
    if (here.found) best = { ...here.found, length: at - from + 1 }
  }
  return best
}

/** The known name that this is, in whatever case and with whatever accents; null when it is none. */
export function sameName<Kind>(tree: NameTree<Kind>, typed: string): Named<Kind> | null {
  const pieces = piecesOf(tidied(typed))
  const longest = longestName(tree, pieces, 0)
  return longest?.length === pieces.length ? { name: longest.name, kind: longest.kind } : null
}
