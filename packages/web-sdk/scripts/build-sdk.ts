// Builds what a browser loads, into `dist/` or the folder named: the SDK, its worker, the hosted capture page and the virtual camera.
import { copyFile, cp, mkdir, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const outDir = process.argv[2] ?? `${root}dist`
/** Safari 16.4 and Chromium 111: what phones of the last years have, and constructable style sheets need. */
const TARGET = 'es2022'

/** One file each, so that a strict policy needs to allow one origin and nothing is loaded on demand over a bad line. */
const BUNDLES = [
  { input: 'src/element/define-kartu-capture.ts', file: 'kartu-capture.js' },
  { input: 'src/guidance/guidance-worker.ts', file: 'kartu-guidance-worker.js' },
  { input: 'src/react/kartu-capture.ts', file: 'kartu-capture-react.js' },
  { input: 'pages/capture-page.ts', file: 'capture-page.js' },
] as const
/** The page loads the element by its own file, as any other page does; React is the institution's own. */
const EXTERNAL = ['./kartu-capture.js', 'react']

await mkdir(outDir, { recursive: true })
for (const { input, file } of BUNDLES) {
  await build({
    input: root + input,
    external: EXTERNAL,
    platform: 'browser',
    transform: { target: TARGET },
    output: { file: `${outDir}/${file}`, format: 'esm', minify: true, codeSplitting: false },
    logLevel: 'warn',
  })
}
for (const name of await readdir(`${root}pages`)) {
  if (/\.(html|css|svg)$/.test(name)) await copyFile(`${root}pages/${name}`, `${outDir}/${name}`)
}
await cp(`${root}assets/reels`, `${outDir}/reels`, { recursive: true })
