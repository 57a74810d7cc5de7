import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from './private-folder.ts'

/**
 * Writes secrets to a file that nobody else can read, calls `use` with the arguments that name it, and deletes it in any
 * case. The file is JSON, because a `$` in a dotenv file is expanded.
 * @throws OutsideError `outside-failed` if others could read it; nothing is then written
 * @throws the error of `use`
 */
export async function withSecretsFile<Result>(
  secrets: ReadonlyMap<string, string>,
  temp: string,
  use: (args: readonly string[]) => Promise<Result>,
): Promise<Result> {
  if (secrets.size === 0) return use([])
  const folder = await makePrivateFolder(join(temp, 'secrets-'))
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600, flag: 'wx' })
    return await use(['--secrets-file', file])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
