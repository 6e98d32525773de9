/**
 * Plain values as YAML that anything reads: strings always quoted, as JSON quotes them, which YAML takes over; lists
 * and objects in lines of their own.
 */
export const toYaml = (value: unknown, indent = ''): string => `${lines(value, indent).join('\n')}\n`

function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((it) => item(it, indent))
  return Object.entries(value as object).flatMap(([key, it]) => entry(key, it, indent))
}

function entry(key: string, it: unknown, indent: string): string[] {
  return isNested(it) ? [`${indent}${key}:`, ...lines(it, `${indent}  `)] : [`${indent}${key}: ${scalar(it)}`]
}

function item(it: unknown, indent: string): string[] {
  if (!isNested(it)) return [`${indent}- ${scalar(it)}`]
  const [first = '', ...rest] = lines(it, `${indent}  `)
  return [`${indent}- ${first.trimStart()}`, ...rest]
}

const isNested = (it: unknown): boolean => typeof it === 'object' && it !== null && Object.keys(it).length > 0
const scalar = (it: unknown): string => JSON.stringify(it)
