import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * A Node 20 on this machine, which runners of other forges still start: the path in `SUITE_NODE20`, else the first
 * `node` of that version on `PATH` outside `node_modules`. Undefined where there is none.
 */
export async function findNode20(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | undefined> {
  if (environment.SUITE_NODE20) return environment.SUITE_NODE20
  const folders = (environment.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  for (const folder of new Set(folders)) {
    const node = join(folder, 'node')
    if ((await versionOf(node)).startsWith('v20.')) return node
  }
  return undefined
}

async function versionOf(node: string): Promise<string> {
  try {
    return (await promisify(execFile)(node, ['--version'])).stdout
  } catch {
    return ''
  }
}
