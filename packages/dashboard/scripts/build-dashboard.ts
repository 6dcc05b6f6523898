// Builds the analysts' pages into `dist/` or the folder named: what the service serves at /desk.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What desks run: browsers of the last two years, which know `light-dark()` and container queries. */
const TARGETS = ['chrome123', 'firefox120', 'safari17.5']

await build({
  root,
  configFile: false,
  base: '/desk/',
  logLevel: 'warn',
  build: {
    outDir: process.argv[2] ?? `${root}dist`,
    emptyOutDir: true,
    target: TARGETS,
    // The service's policy allows no data: fonts or styles, so nothing is inlined however small it is.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    // Libraries mark their files for servers that render; nothing is rendered there here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
