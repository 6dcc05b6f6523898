import { createCipheriv, createDecipheriv } from 'node:crypto'

export const IV_BYTES = 12
export const TAG_BYTES = 16

const CIPHER = 'aes-256-gcm'

/** AES-256-GCM: ciphertext followed by the 16-byte tag (NIST SP 800-38D). */
export function encrypt(key: Uint8Array, iv: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Null when anything but these very bytes was sealed. `sealed` is ciphertext and tag. */
export function decrypt(key: Uint8Array, iv: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer | null {
  const split = sealed.length - TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(split))
  const plaintext = decipher.update(sealed.subarray(0, split))
  try {
    return Buffer.concat([plaintext, decipher.final()])
  } catch {
    return null
  }
}
