import { folded } from './search-text.ts'
import type { UserState } from './states.ts'
import { nameOf, type User } from './user.ts'

/** A person as the chart needs them, whatever became of them: the suspended still tell who stood above whom. */
export type OrgRow = Pick<
  User,
  'id' | 'managerId' | 'firstName' | 'lastName' | 'displayName' | 'email' | 'phone' | 'position'
> & { state: UserState }

/** What colleagues see of each other: no address, no number. */
export interface OrgPerson {
  id: string
  name: string
  position: string | null
  /** Not here yet: staged or invited. */
  isPending: boolean
}

export interface OrgNode {
  person: OrgPerson
  manager: OrgNode | null
  /** Those right below, in the order of their names. */
  reports: OrgNode[]
  /** How many stand below, at whatever depth. */
  below: number
  /** 0 for whoever has nobody above. */
  depth: number
}

export interface OrgForest {
  /** Whoever has people below and nobody above, in the order of their names. */
  trees: OrgNode[]
  /** Neither above nor below anybody. */
  loose: OrgNode[]
  /** Everybody who stands in the chart: each manager before their reports. */
  everybody: OrgNode[]
}

/**
 * People stand below the nearest manager who is still here: while somebody is suspended or deleted, their people
 * move up to the manager above, and move back when they return. Nobody is left above: a root. Edits refuse
 * circles; should one ever be there, it is cut, so that everybody is still drawn once.
 */
export function orgForest(rows: OrgRow[], mayReadContacts: boolean): OrgForest {
  const managers = managersOf(rows)
  const nodes = new Map(rows.filter(isStanding).map((it) => [it.id, unplaced(personOf(it, mayReadContacts))]))
  const standingOver = nearestIn(nodes, managers)
  for (const [id, node] of nodes) {
    node.manager = standingOver(id)
    node.manager?.reports.push(node)
  }
  return placed([...nodes.values()].filter((it) => !it.manager))
}

const isStanding = ({ state }: OrgRow): boolean => state !== 'suspended' && state !== 'deleted'

const unplaced = (person: OrgPerson): OrgNode => ({ person, manager: null, reports: [], below: 0, depth: 0 })

/** Nobody's address stands in for a name before those who may not read it. */
export function personOf(it: OrgRow, mayReadContacts: boolean): OrgPerson {
  const named = mayReadContacts ? it : { ...it, email: null, phone: null }
  const name = nameOf(named)
  const isPending = it.state !== 'active'
  return { id: it.id, name, position: it.position, isPending }
}

/** Who is said to manage whom; where following it would lead round, the last step is left out. */
function managersOf(rows: OrgRow[]): Map<string, string | null> {
  const managers = new Map(rows.map((it) => [it.id, it.managerId]))
  const walkedIn = new Map<string, string>()
  for (const { id: start } of rows) {
    let id = start
    while (!walkedIn.has(id)) {
      walkedIn.set(id, start)
      const above = managers.get(id)
      if (!above || !managers.has(above)) break
      if (walkedIn.get(above) === start) managers.set(id, null)
      else id = above
    }
  }
  return managers
}

/** Each step is walked once, however many ask: what was found is remembered for everybody on the way. */
function nearestIn(nodes: Map<string, OrgNode>, managers: Map<string, string | null>) {
  const found = new Map<string, OrgNode | null>()
  return (of: string): OrgNode | null => {
    const gone: string[] = []
    let above = managers.get(of) ?? null
    while (above && !nodes.has(above) && !found.has(above)) {
      gone.push(above)
      above = managers.get(above) ?? null
    }
    const nearest = above ? (nodes.get(above) ?? found.get(above) ?? null) : null
    for (const id of gone) found.set(id, nearest)
    return nearest
  }
}

function placed(roots: OrgNode[]): OrgForest {
  const everybody = [...roots]
  for (const node of everybody)
    for (const report of node.reports) {
      report.depth = node.depth + 1
      everybody.push(report)
    }
  for (const { manager, below } of everybody.toReversed()) if (manager) manager.below += below + 1
  const isLoose = (it: OrgNode) => it.reports.length === 0
  return { trees: roots.filter((it) => !isLoose(it)), loose: roots.filter(isLoose), everybody }
}

/** From the top down to the manager of this person. */
export function chainAbove(node: OrgNode): OrgNode[] {
  const chain: OrgNode[] = []
  for (let above = node.manager; above; above = above.manager) chain.push(above)
  return chain.reverse()
}

/** Whose name or position holds every fragment of what was typed, accents and case aside. */
export function findPeople(everybody: OrgNode[], typed: string): OrgNode[] {
  const fragments = folded(typed).split(/\s+/).filter(Boolean)
  if (fragments.length === 0) return []
  return everybody.filter(({ person }) => {
    const text = folded(`${person.name} ${person.position ?? ''}`)
    return fragments.every((it) => text.includes(it))
  })
}
