import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const call = promisify(execFile)

/** The paths of {@link begin} that ask for a proof, as git's pathspecs: written anew, so that a wrong glob is found. */
const sensitive = ['api/wrangler.toml', 'api/src']

/**
 * Returns why a head may not be merged without a proof, read by git from the repository itself; undefined if nothing
 * asks for one, or if a new file in ops/proofs/ is one.
 *
 * @param asked whether something other than a path asks for a proof, such as a label
 */
export async function lackOfProof(
  folder: string,
  base: string,
  head: string,
  asked = false,
): Promise<string | undefined> {
  const git = async (...args: readonly string[]) => (await call('git', ['-C', folder, ...args])).stdout
  const from = (await git('merge-base', base, head)).trim()
  const changed = (await git('diff', '--name-only', '--no-renames', from, head, '--', ...sensitive)).trim()
  if (changed === '' && !asked) return undefined
  const entries = async (commit: string) =>
    (await git('ls-tree', '-r', commit, '--', 'ops/proofs/')).split('\n').filter((line) => line !== '')
  // A line is mode, type, object and path: a copy of an old proof has the object of the old one.
  const objectOf = (line: string) => line.split(/[ \t]/)[2] ?? ''
  const known = new Set((await entries(from)).map(objectOf))
  for (const line of await entries(head)) {
    const object = objectOf(line)
    if (!known.has(object) && Number(await git('cat-file', '-s', object)) > 0) return undefined
  }
  return `${changed || 'a label'} lands without a proof`
}
