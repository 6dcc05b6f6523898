import { copyFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Bundles the React example as an institution's own tools would, beside the built SDK. */
export async function buildReactExample(): Promise<void> {
  await copyFile(here('examples/react.jsx'), here('dist/react-example.jsx'))
  await build({
    input: here('dist/react-example.jsx'),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { file: here('dist/react-example.js'), format: 'esm', minify: true, codeSplitting: false },
    logLevel: 'warn',
  })
}
