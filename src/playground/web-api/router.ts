import { setTimeout as pause } from 'node:timers/promises'
import express, { type Request, type Response, Router } from 'express'
import type { Weather } from '../workspace/faults.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type Answer, answerCall, noteCall, tooMany } from './answer-call.ts'
import { answerResponseUrl } from './answer-response-url.ts'
import type { Args } from './arguments.ts'
import { authorizeRouter } from './authorize.ts'
import { filesRouter } from './files-router.ts'

/**
 * Everything the bot reaches over HTTP, for as many workspaces as there are: /api/…, response URLs, files,
 * uploads and the page where an admin allows the app. A call goes to the workspace whose token it carries.
 */
export function slackRouter(...all: [Workspace, ...Workspace[]]): Router {
  const router = Router()
  const forms = [express.urlencoded({ extended: false, limit: '5mb' }), express.json({ limit: '5mb' })]

  router.all('/api/:method', ...forms, async (request, response) => {
    const [method, token] = [String(request.params.method), tokenOf(request)]
    const args = { ...(request.query as Args), ...readBasic(request), ...(request.body as Args) }
    const it = workspaceOf(all, token, args)
    if (await endures(it, method, response, args)) send(response, answerCall(it, method, token, args))
  })
  router.post('/hooks/:kind/:team/:number/:secret', ...forms, async (request, response) => {
    const it = all.find((one) => one.team.id === request.params.team) ?? all[0]
    const body = (request.body ?? {}) as Args
    if (await endures(it, 'response_url', response, body))
      send(response, answerResponseUrl(it, request.path, body))
  })
  for (const it of all) {
    router.use(filesRouter(it))
    router.use(authorizeRouter(it))
  }
  return router
}

/** In the header, or as a form field; never inside a JSON body. */
function tokenOf(request: Request): string | null {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const isJson = request.is('application/json')
  return bearer ?? (isJson ? null : ((request.body as Args)?.token as string)) ?? null
}

function readBasic(request: Request): Args {
  const coded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!coded) return {}
  const [client_id, client_secret] = Buffer.from(coded, 'base64').toString().split(':')
  return { client_id, client_secret }
}

function workspaceOf(all: [Workspace, ...Workspace[]], token: string | null, args: Args): Workspace {
  const owner = all.find((one) => one.tokens.has(token ?? '') || one.codes.has(String(args.code ?? '')))
  return owner ?? all[0]
}

function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).json(body)
}

/** The weather that was ordered. False when it has already answered, or never will. */
async function endures(it: Workspace, method: string, response: Response, args: Args): Promise<boolean> {
  if (it.faults.latencyMs) await pause(it.faults.latencyMs)
  const weather = it.faults.meet(method)
  if (!weather) return true
  const status = typeof weather === 'object' && 'status' in weather ? weather.status : 0
  const error = typeof weather === 'string' ? weather : 'error' in weather ? weather.error : null
  noteCall(it, { method, args, outcome: status === 429 ? 'throttled' : 'broken', status, error, words: [] })
  blow(weather, response)
  return false
}

function blow(weather: Weather, response: Response): void {
  if (weather === 'hang') return
  if (weather === 'reset') response.socket?.destroy()
  else if ('error' in weather) response.json({ ok: false, error: weather.error })
  else if (weather.status === 429) send(response, tooMany(weather.retryAfter ?? 1))
  else response.status(weather.status).send(weather.body ?? '')
}
