// Writes the npm package into the folder named, ready for `npm publish`: `npm run pack-sdk -- OUT_DIR`.
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const BUILD = join(root, 'scripts/build-sdk.ts')
const FILES = ['kartu-capture.js', 'kartu-capture-react.js', 'kartu-guidance-worker.js']

const outDir = process.argv[2]
if (outDir === undefined) throw new Error('Usage: pack-sdk.ts OUT_DIR')

const built = await mkdtemp(join(tmpdir(), 'kartu-sdk-'))
try {
  execFileSync(process.execPath, [BUILD, built])
  await mkdir(outDir, { recursive: true })
  for (const file of FILES) await copyFile(join(built, file), join(outDir, file))
  for (const file of await readdir(join(root, 'npm')))
    await copyFile(join(root, 'npm', file), join(outDir, file))
  await copyFile(join(root, 'README.md'), join(outDir, 'README.md'))
  await copyFile(join(root, '../../LICENSE'), join(outDir, 'LICENSE'))
} finally {
  await rm(built, { recursive: true, force: true })
}
