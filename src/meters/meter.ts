/** One number and what it is of. */
export interface Sample {
  labels?: Labels
  value: number
}

type Labels = Record<string, string | number>

/** Something that is measured, as Prometheus reads it. */
export interface Meter {
  /** Nobody waits for a number that does not come: it is left out. */
  text(): string | Promise<string>
}

/** So many rows under one name at the most: whatever comes beyond is "other", or a caller could fill our memory. */
const ROOM = 400

export class Counter<L extends string = never> implements Meter {
  private readonly rows = new Rows<{ value: number }, L>(() => ({ value: 0 }))
  private readonly name: string
  private readonly help: string

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  add(labels: Record<L, string | number>, by = 1): void {
    this.rows.of(labels).value += by
  }

  text(): string {
    const samples = this.rows.all().map(([labels, { value }]) => ({ labels, value }))
    return written(this.name, this.help, 'counter', samples)
  }
}

export class Histogram<L extends string = never> implements Meter {
  private readonly rows: Rows<{ below: number[]; sum: number; count: number }, L>
  private readonly name: string
  private readonly help: string
  private readonly ends: readonly number[]

  constructor(name: string, help: string, ends: readonly number[]) {
    this.name = name
    this.help = help
    this.ends = ends
    this.rows = new Rows(() => ({ below: ends.map(() => 0), sum: 0, count: 0 }))
  }

  note(labels: Record<L, string | number>, value: number): void {
    const row = this.rows.of(labels)
    row.sum += value
    row.count++
    for (const [at, end] of this.ends.entries()) if (value <= end) row.below[at] = (row.below[at] ?? 0) + 1
  }

  text(): string {
    const lines = this.rows
      .all()
      .flatMap(([labels, { below, sum, count }]) => [
        ...this.ends.map((le, at) =>
          line(`${this.name}_bucket`, { labels: { ...labels, le }, value: below[at] ?? 0 }),
        ),
        line(`${this.name}_bucket`, { labels: { ...labels, le: '+Inf' }, value: count }),
        line(`${this.name}_sum`, { labels, value: sum }),
        line(`${this.name}_count`, { labels, value: count }),
      ])
    return [...head(this.name, this.help, 'histogram'), ...lines].join('\n')
  }
}

/** Several numbers that are looked up together when somebody asks for them. */
export class Gauges<N extends string> implements Meter {
  private readonly helps: Record<N, string>
  private readonly look: () => Promise<Record<N, Sample[]>> | Record<N, Sample[]>

  constructor(helps: Record<N, string>, look: () => Promise<Record<N, Sample[]>> | Record<N, Sample[]>) {
    this.helps = helps
    this.look = look
  }

  async text(): Promise<string> {
    const found = await withoutFault(this.look)
    const names = Object.keys(this.helps) as N[]
    return names.map((name) => written(name, this.helps[name], 'gauge', found?.[name] ?? [])).join('\n')
  }
}

/** A row for each set of labels, in the order they came. */
class Rows<R, L extends string> {
  private readonly rows = new Map<string, [Record<L, string | number>, R]>()
  private readonly blank: () => R

  constructor(blank: () => R) {
    this.blank = blank
  }

  of(labels: Record<L, string | number>): R {
    const key = keyOf(labels)
    const known = this.rows.get(key)
    if (known) return known[1]
    if (this.rows.size >= ROOM && !Object.values(labels).every((it) => it === OTHER))
      return this.of(other(labels))
    const row = this.blank()
    this.rows.set(key, [labels, row])
    return row
  }

  all(): [Record<L, string | number>, R][] {
    return [...this.rows.values()]
  }
}

/** Asked for with every request. Labels come in one order, and none of them has a line break in it. */
function keyOf(labels: Labels): string {
  let key = ''
  for (const name in labels) key += `${labels[name]}\n`
  return key
}

const OTHER = 'other'
const other = <L extends string>(labels: Record<L, string | number>): Record<L, string> =>
  Object.fromEntries(Object.keys(labels).map((name) => [name, OTHER])) as Record<L, string>

async function withoutFault<T>(look: () => Promise<T> | T): Promise<T | null> {
  try {
    return await look()
  } catch {
    return null
  }
}

const written = (name: string, help: string, type: string, samples: Sample[]): string =>
  [...head(name, help, type), ...samples.map((it) => line(name, it))].join('\n')

const head = (name: string, help: string, type: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

function line(name: string, { labels = {}, value }: Sample): string {
  const inside = Object.entries(labels).map(([key, of]) => `${key}="${escaped(String(of))}"`)
  return `${name}${inside.length > 0 ? `{${inside.join(',')}}` : ''} ${value}`
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
