export interface Answer {
  status: number
  headers: Headers
  cookies: string[]
  location: string | null
  body: string
  /** What a reader sees of it. */
  text: string
}

type Fields = Record<string, string>
interface Extra {
  headers?: Fields
  method?: string
}

/** A browser without JavaScript: keeps cookies, sends forms as they stand, says where they came from. */
export class Browser {
  readonly jar = new Map<string, string>()
  readonly #url: string
  constructor(url: string) {
    this.#url = url
  }

  get(path: string, extra: Extra = {}): Promise<Answer> {
    return this.#ask(path, { method: 'GET', ...extra })
  }

  /** Opens a page and sends its form, with what a person would have typed. */
  async fill(path: string, fields: Fields, extra: Extra = {}): Promise<Answer> {
    const page = await this.get(path)
    return this.send(formOn(page.body, path), fields, extra)
  }

  send(form: Form, fields: Fields, extra: Extra = {}): Promise<Answer> {
    return this.post(form.action, { ...form.fields, ...fields }, extra)
  }

  post(path: string, fields: Fields, { headers = {} }: Extra = {}): Promise<Answer> {
    const body = new URLSearchParams(fields).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.#ask(path, {
      method: 'POST',
      body,
      headers: { ...type, 'sec-fetch-site': 'same-origin', origin: this.#url, ...headers },
    })
  }

  /** The form as a browser sends one with a file in it. */
  upload(form: Form, name: string, file: Buffer, { headers = {} }: Extra = {}): Promise<Answer> {
    const body = new FormData()
    for (const [field, value] of Object.entries(form.fields)) body.set(field, value)
    body.set(name, new Blob([new Uint8Array(file)], { type: 'image/png' }), '../../etc/passwd.png')
    const from = { 'sec-fetch-site': 'same-origin', origin: this.#url, ...headers }
    return this.#ask(form.action, { method: 'POST', body, headers: from })
  }

  async #ask(
    path: string,
    { method, headers = {}, body }: Extra & { body?: string | FormData },
  ): Promise<Answer> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(this.#url + path, {
      method: method ?? 'GET',
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const cookies = answer.headers.getSetCookie()
    for (const it of cookies) this.#keep(it)
    const markup = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      cookies,
      location: answer.headers.get('location'),
      body: markup,
      text: textOf(markup),
    }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const at = pair.indexOf('=')
    const isOver = attributes.some((it) => it.startsWith('Expires=') && Date.parse(it.slice(8)) <= Date.now())
    if (isOver) this.jar.delete(pair.slice(0, at))
    else this.jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

export interface Form {
  action: string
  fields: Fields
}

/** The first form of a page, or the one that goes to a given place; with what it would send untouched. */
export function formOn(markup: string, path: string, to?: string): Form {
  for (const [, attributes = '', inside = ''] of markup.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const action = /action="([^"]*)"/.exec(attributes)?.[1] ?? path
    if (to === undefined || action === to) return { action, fields: fieldsIn(inside) }
  }
  throw new Error(`There is no form on ${path}${to ? ` that goes to ${to}` : ''}: ${textOf(markup)}`)
}

function fieldsIn(markup: string): Fields {
  const inputs = [...markup.matchAll(/<input([^>]*)>/g)].map(([, it = '']) => it)
  const named = inputs.flatMap((it) => {
    const name = /name="([^"]*)"/.exec(it)?.[1]
    return name ? [[name, plain(/value="([^"]*)"/.exec(it)?.[1] ?? '')]] : []
  })
  return Object.fromEntries(named)
}

export const textOf = (markup: string): string =>
  plain(markup.replace(/<(style|script|head)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

export const titleOf = (markup: string): string => plain(/<title>([^<]*)/.exec(markup)?.[1] ?? '')
export const headingOf = (markup: string): string => textOf(/<h1>([\s\S]*?)<\/h1>/.exec(markup)?.[1] ?? '')

const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
