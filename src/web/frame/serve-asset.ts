import type { RequestHandler } from 'express'
import { assets } from './assets.ts'

const byPath = new Map(Object.values(assets).map((it) => [it.path, it]))

export const serveAsset: RequestHandler = (req, res, next) => {
  const found = byPath.get(req.path)
  if (!found) return next('router')
  res.set('Cache-Control', 'public, max-age=31536000, immutable')
  res.set('Content-Type', found.type).set('Content-Length', String(Buffer.byteLength(found.body)))
  res.end(found.body)
}
