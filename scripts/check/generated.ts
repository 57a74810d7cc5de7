import { generateAll } from '../generate/files.ts'

/**
 * Checks that every generated file is up to date. Renews the files, so that they can be committed.
 *
 * @throws Error that lists the files that were out of date
 */
export async function checkGenerated(): Promise<undefined> {
  const changed = await generateAll()
  if (changed.length > 0)
    throw new Error(`These were out of date, and are now renewed; commit them:\n  ${changed.join('\n  ')}`)
}
