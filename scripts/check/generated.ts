import { generateAll } from '../generate/files.ts'

/** Fails where a generated file is not what its contract gives. The file is renewed, so that it can be committed. */
export async function checkGenerated(): Promise<undefined> {
  const changed = await generateAll()
  if (changed.length > 0)
    throw new Error(`These were out of date, and are now renewed; commit them:\n  ${changed.join('\n  ')}`)
}
