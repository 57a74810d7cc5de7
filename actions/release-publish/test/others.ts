import type { World } from '@suite/testkit/sweep'
import type { ReleaseScene } from './release-world.ts'
import { byHand, lackOfRelease } from './what-is-published.ts'

/** The reads that show what somebody else did. */
const shows = {
  tag: /\/git\/(?:ref|matching-refs)\/tags\/|\/kato\/tags$/,
  release: /\/releases(?:\/\d+|\/tags\/[^/]+)?$/,
  files: /\/releases\/\d+(?:\/assets)?$/,
} as const

/**
 * Returns what somebody else may do while a release is published, and whether a run overlooks it by right: no read
 * could show it any more, and all was as it should be before.
 */
export function othersOf(scene: ReleaseScene): {
  readonly others: NonNullable<World['others']>
  overlooks(): boolean
} {
  const { forge, repository, tag, aside, files } = scene
  const { releases } = repository
  const answered = { tag: 0, release: 0, files: 0 }
  const open = new Set<unknown>()
  let newest: unknown
  // What is read at the same time as the change may show the state before it.
  const early = new Set<unknown>()
  let isChanging = false
  forge.host.watch({
    before(request) {
      open.add(request)
      newest = request
      if (isChanging) early.add(request)
    },
    after(request) {
      open.delete(request)
      const { method, path } = request
      if (method !== 'GET' || early.has(request)) return
      for (const what of ['tag', 'release', 'files'] as const) if (shows[what].test(path)) answered[what] += 1
    },
  })
  let isOverlooked = () => false
  /** Notes whether all was right before the act, and which reads were answered then. */
  const act = (what: keyof typeof shows, change: () => Promise<unknown>) => async () => {
    const wasRight = (await lackOfRelease(scene)) === undefined
    const before = answered[what]
    // The newest request is the one that waits for the change, and shows it.
    for (const request of open) if (request !== newest) early.add(request)
    isChanging = true
    await change()
    isChanging = false
    isOverlooked = () => wasRight && answered[what] === before
  }
  const ofTag = () => releases.list().filter((release) => release.tag === tag)
  return {
    overlooks: () => isOverlooked(),
    others: {
      'a push': async () => void (await repository.commit({ branch: 'main', files: { 'next.ts': 'x' } })),
      'a tag at another commit': act('tag', async () => repository.tag(tag, await aside())),
      'a draft by hand': act('release', () => releases.draft({ tag, body: byHand })),
      'a release by hand': act('release', async () => {
        if (ofTag().every(({ isDraft }) => isDraft))
          await releases.publish({ tag, body: byHand, assets: { ...files, 'manifest.json': '{}' } })
      }),
      'a file by hand': act('files', async () => {
        const [release = await releases.draft({ tag, body: byHand })] = ofTag()
        releases.addAsset(release.id, 'by-hand.txt', 'x')
      }),
      'a deleted release': act('release', async () => {
        for (const { id } of ofTag()) releases.remove(id)
      }),
    },
  }
}
