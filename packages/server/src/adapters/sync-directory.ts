import { open } from 'node:fs/promises'

/** Makes a rename or a new name within a directory durable (fsync of the directory itself, POSIX). */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
