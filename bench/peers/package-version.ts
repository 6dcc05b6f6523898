import { readFileSync } from 'node:fs'

/** Version of an installed package, whatever its `exports` allow to import. */
export function packageVersion(name: string): string {
  let folder = new URL('.', import.meta.resolve(name))
  for (;;) {
    const found = readManifest(new URL('package.json', folder))
    if (found?.name === name) return found.version
    const above = new URL('..', folder)
    if (above.href === folder.href) throw new Error(`${name} has no package.json`)
    folder = above
  }
}

function readManifest(url: URL): { readonly name: string; readonly version: string } | null {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string }
  } catch {
    return null
  }
}
