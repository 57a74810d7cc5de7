import { lutimes, readdir } from 'node:fs/promises'

const slash = Buffer.from('/')

/** Sets the time of a folder and of all that is in it. A symlink gets the time, not what it leads to. */
export async function setTimes(folder: string | Buffer, time: Date): Promise<void> {
  const place = Buffer.from(folder)
  for (const entry of await readdir(place, { withFileTypes: true, encoding: 'buffer' })) {
    const below = Buffer.concat([place, slash, entry.name])
    if (entry.isDirectory()) await setTimes(below, time)
    else await lutimes(below, time, time)
  }
  await lutimes(place, time, time)
}
