import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const IV = 12
const TAG = 16

/** A secret as the database may keep it: of no use without the key, and bound to what it belongs to. */
export function seal(key: Buffer, belongsTo: string, secret: string): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Null when none of the keys fits: it was sealed by another installation, or for something else. */
export function unseal(keys: readonly Buffer[], belongsTo: string, sealed: Buffer): string | null {
  for (const key of keys) {
    try {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
        .setAAD(Buffer.from(belongsTo))
        .setAuthTag(sealed.subarray(IV, IV + TAG))
      return Buffer.concat([cipher.update(sealed.subarray(IV + TAG)), cipher.final()]).toString('utf8')
    } catch {
      // Not this key.
    }
  }
  return null
}
