import { describe, expect, test } from 'vitest'
import { type ModelForge, modelForge } from '../test/model-forge.ts'
import { bytesOf, commit, mark, names, tag, wanted } from '../test/wanted.ts'
import { confirmLast } from './confirm-last.ts'
import { lookAtAll } from './look.ts'

/** Compares a published release, lets somebody change it, and judges the next read of it. */
async function changeBeforeLast(
  digests: boolean,
  change: (release: ModelForge['releases'][number], forge: ModelForge) => unknown,
) {
  const forge = modelForge({ digests })
  const assets = names.map((name, at) => ({ id: 100 + at, name, bytes: bytesOf(name), isWhole: true }))
  const { id } = forge.add({ tag, target: commit, isDraft: false, body: `${mark}\n`, assets })
  forge.tags.push({ name: tag, object: commit, commit, isAnnotated: false })
  const looking = {
    wanted: wanted(),
    known: new Set([id]),
    removed: new Set<number>(),
    digests: new Map<number, string>(),
    asksLatest: false,
  }
  const seen = await lookAtAll(forge.port, looking)
  const [found] = forge.releases
  const compared = { seen, hasPublished: true, release: seen.releases[0], tag: seen.tag }
  if (found === undefined || compared.release === undefined || compared.tag === undefined)
    throw new Error('the release was not read')
  const { release, tag: fact } = compared
  change(found, forge)
  const last = await forge.port.read(release)
  if (last === undefined) throw new Error('the release was not read again')
  forge.log.length = 0
  const ended = await confirmLast(
    { releases: forge.port },
    looking,
    { ...compared, release, tag: fact },
    last,
  )
  return { ended, log: forge.log }
}

const bytesOfOthers = (name: string) => Buffer.from(bytesOf(name).map((byte) => byte ^ 1))

describe.each([
  ['with digests', true],
  ['without digests', false],
])('what somebody does to a release after its files were compared, on a forge %s', (_, digests) => {
  test.each([
    ['adds a file', ({ assets }) => assets.push({ id: 7, name: 'x', bytes: bytesOf('x'), isWhole: true })],
    ['deletes a file', ({ assets }) => assets.pop()],
    ['marks it as a prerelease', (release) => Object.assign(release, { isPrerelease: true })],
    ['makes it a draft again', (release) => Object.assign(release, { isDraft: true })],
    [
      'replaces a file by one of the same size',
      ({ assets }) => {
        const [{ name } = { name: '' }] = assets.splice(0, 1)
        assets.push({ id: 8, name, bytes: bytesOfOthers(name), isWhole: true })
      },
    ],
  ] as readonly (readonly [string, (release: ModelForge['releases'][number]) => unknown])[])(
    'fails the run if the last answer shows it: %s',
    async (_, change) => {
      expect((await changeBeforeLast(digests, change)).ended.refusal).toBeDefined()
    },
  )

  test('is nothing, so nothing more is asked', async () => {
    const { ended, log } = await changeBeforeLast(digests, () => {})
    expect(ended.refusal).toBeUndefined()
    expect(log).toEqual([])
  })

  test('changes nothing that is published: a file is sent once more', async () => {
    const { ended } = await changeBeforeLast(digests, ({ assets }) => {
      const [{ name } = { name: '' }] = assets.splice(0, 1)
      assets.push({ id: 8, name, bytes: bytesOf(name), isWhole: true })
    })
    expect(ended.refusal).toBeUndefined()
  })
})
