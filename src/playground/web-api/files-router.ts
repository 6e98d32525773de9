import express, { type Request, Router } from 'express'
import type { Upload } from '../workspace/file.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { noteCall } from './answer-call.ts'

const MOST_BYTES = '20mb'

/** Where files are fetched with the bearer token, and where announced uploads go. */
export function filesRouter(it: Workspace): Router {
  const router = Router()
  router.get(
    ['/files-pri/:place/:name', '/files-pri/:place/download/:name'],
    (request: Request, response, next) => {
      const [team, id = ''] = String(request.params.place).split('-')
      if (team !== it.team.id) return next()
      const file = it.uploads.get(id)
      const fault = faultOf(it, request, file)
      note(it, 'files.download', { id }, fault)
      // A stranger is not told no: Slack sends him to the page where one signs in, and that one answers 200.
      if (fault === 'not_authed') return response.redirect(`${it.baseUrl()}/signin`)
      if (fault || !file?.content) return response.status(404).type('text').send('not found')
      response.type(file.mimetype).send(file.content)
    },
  )
  router.get('/signin', (_request, response) => {
    response
      .type('html')
      .send('<!doctype html><title>Sign in | Slack</title><h1>Sign in to your workspace</h1>')
  })
  router.post(
    '/upload/v1/:id',
    express.raw({ type: () => true, limit: MOST_BYTES }),
    async (request, response, next) => {
      const file = it.uploads.get(request.params.id)
      if (!file) return next()
      file.content = await bytesOf(request)
      const isWhole = file.content.length === file.length
      note(it, 'files.upload', { id: file.id }, isWhole ? null : 'length_mismatch')
      response.status(isWhole ? 200 : 400).send(isWhole ? `OK - ${file.length}` : 'length mismatch')
    },
  )
  return router
}

function faultOf(it: Workspace, request: Request, file: Upload | undefined): string | null {
  const token = it.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /i, ''))
  if (!token || token.isRevoked || !token.scopes.includes('files:read')) return 'not_authed'
  return file?.content ? null : 'file_not_found'
}

const note = (it: Workspace, method: string, args: Record<string, unknown>, error: string | null): void =>
  noteCall(it, {
    method,
    args,
    outcome: error ? 'refused' : 'done',
    status: error ? 404 : 200,
    error,
    words: [],
  })

/** The bytes themselves, or the one file of a form. */
async function bytesOf(request: Request): Promise<Buffer> {
  const type = request.headers['content-type'] ?? ''
  const raw = request.body as Buffer
  if (!type.startsWith('multipart/form-data')) return raw
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
  for (const part of form.values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer())
  return Buffer.alloc(0)
}
