import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts secrets where wrangler takes them from, for as long as it runs: a file that nobody else can read, and that is
 * gone afterwards whatever happens. JSON, because in a dotenv file a `$` would be expanded.
 */
export async function withSecretsFile<Result>(
  secrets: ReadonlyMap<string, string>,
  temp: string,
  use: (args: readonly string[]) => Promise<Result>,
): Promise<Result> {
  if (secrets.size === 0) return use([])
  const folder = await mkdtemp(join(temp, 'secrets-'))
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600, flag: 'wx' })
    return await use(['--secrets-file', file])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
