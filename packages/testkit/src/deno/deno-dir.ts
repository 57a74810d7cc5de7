import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveNameOf } from './archive-host.ts'
import type { BaseTarget } from './target.ts'

/** Puts archives where deno looks for them before it downloads them. */
export async function placeArchives(
  denoDir: string,
  version: string,
  archives: Iterable<readonly [BaseTarget, Uint8Array]>,
): Promise<void> {
  const folder = join(denoDir, 'dl', 'release', `v${version}`)
  await mkdir(folder, { recursive: true })
  for (const [target, archive] of archives) await writeFile(join(folder, archiveNameOf(target)), archive)
}
