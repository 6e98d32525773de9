import busboy from 'busboy'
import express, { type Request, type RequestHandler, type Response } from 'express'
import { PICTURE_BYTES } from '../../domain/picture/picture.ts'

/** The file and what the form says beside it. */
const ROOM_BYTES = 16_384
const limits = {
  files: 1,
  fileSize: PICTURE_BYTES + 1,
  fields: 10,
  fieldSize: 4096,
  parts: 12,
  headerPairs: 20,
}

const whole = express.raw({
  type: 'multipart/form-data',
  limit: PICTURE_BYTES + ROOM_BYTES,
  inflate: false,
})

/** A form with a file, read whole and never to disk: its fields stand where other forms have theirs. */
export const readUpload: RequestHandler = (req, res, next) =>
  whole(req, res, (fault?: unknown) => {
    if (fault) return next(fault)
    // Of any other form nothing is read, so it brings no token and is refused as not ours.
    if (!Buffer.isBuffer(req.body)) return next()
    takeApart(req, res).then(() => next(), next)
  })

/** The bytes of its one file; none when none was chosen. */
export const uploaded = (res: Response): Buffer => res.locals.upload ?? Buffer.alloc(0)

function takeApart(req: Request, res: Response): Promise<void> {
  const body: Buffer = req.body
  const fields = new Map<string, string | string[]>()
  req.body = {}
  return new Promise((done, fail) => {
    const unreadable = () => fail(Object.assign(new Error('An upload that cannot be read'), { status: 400 }))
    const parts = partsOf(req)
    if (!parts) return unreadable()
    parts.on('field', (name, value) => fields.set(name, fields.has(name) ? [] : value))
    parts.on('file', (_name, file) => {
      const chunks: Buffer[] = []
      file.on('data', (chunk: Buffer) => chunks.push(chunk))
      file.on('end', () => {
        res.locals.upload = Buffer.concat(chunks)
      })
    })
    parts.on('error', unreadable)
    parts.on('close', () => {
      req.body = Object.fromEntries(fields)
      done()
    })
    parts.end(body)
  })
}

/** Null where it does not even say how its parts are set apart. */
function partsOf({ headers }: Request): busboy.Busboy | null {
  try {
    return busboy({ headers, limits })
  } catch {
    return null
  }
}
