import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Randomness } from '@kartu/core'

/** OWASP's second choice of equal strength: little memory a request, so that many sign-ins at once don't take the machine down. */
const COST = { memoryKib: 19_456, passes: 2, lanes: 1 } as const
const SALT_BYTES = 16
const TAG_BYTES = 32
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Of the same cost as a real one, with a tag drawn at random: no password gives it. */
export const DECOY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$5rUVw3mzG0DZqH1cVh2bJw$n4lq3O0Hn7aVQ7b0u9sC1xk8y2VYw5oQe6pTgRzLd1M'

const derive = promisify(argon2)

/** A PHC string: it names its cost, so that the cost may be raised later without locking anyone out. */
export async function hashPassword(password: string, random: Randomness): Promise<string> {
  const salt = Buffer.from(random.bytes(SALT_BYTES))
  const tag = await tagOf(password, salt, COST, TAG_BYTES)
  const { memoryKib, passes, lanes } = COST
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(tag)}`
}

/** Takes as long for a wrong password as for a right one. */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const match = PHC.exec(phc)
  if (match === null) return false
  const [, memory, passes, lanes, salt = '', expected = ''] = match
  const wanted = Buffer.from(expected, 'base64')
  const cost = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  const tag = await tagOf(password, Buffer.from(salt, 'base64'), cost, wanted.length)
  return timingSafeEqual(tag, wanted)
}

/** NFC: one keyboard sends é as one character, another as two. */
function tagOf(
  password: string,
  salt: Buffer,
  cost: { readonly memoryKib: number; readonly passes: number; readonly lanes: number },
  tagLength: number,
): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFC'),
    nonce: salt,
    memory: cost.memoryKib,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength,
  })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
