import { createHash } from 'node:crypto'
import { chartScript } from '../org/chart.script.ts'
import { icon } from './icon.ts'
import { script } from './script.ts'
import { stylesheet } from './stylesheet.ts'

export interface Asset {
  path: string
  type: string
  body: string
}

/** The name says what is inside, so a browser may keep it for ever. */
function asset(extension: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { path: `/assets/usher-${hash}.${extension}`, type, body }
}

export const assets = {
  stylesheet: asset('css', 'text/css; charset=utf-8', stylesheet),
  script: asset('js', 'text/javascript; charset=utf-8', script),
  chartScript: asset('js', 'text/javascript; charset=utf-8', chartScript),
  icon: asset('svg', 'image/svg+xml', icon),
}
