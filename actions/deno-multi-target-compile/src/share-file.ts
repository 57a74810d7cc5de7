import { copyFile, link } from 'node:fs/promises'

/**
 * Gives a file a second name, which must be new. Where the disk cannot do that, the file is copied: a runtime and a
 * binary have 100 MB each.
 */
export async function shareFile(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}
