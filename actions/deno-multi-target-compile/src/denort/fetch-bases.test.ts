import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { createTransport, startDeadline } from '@suite/http'
import { readSums } from '@suite/release-assets'
import { faults } from '@suite/testkit/core'
import {
  type ArchiveHost,
  type ArchiveHostOptions,
  archiveNameOf,
  type BaseTarget,
  makeArchive,
  makeBase,
  makeZip,
  sha256Of,
  startArchiveHost,
  writeSumsOf,
} from '@suite/testkit/deno'
import { describe, expect, it, onTestFinished } from 'vitest'
import { targetNames } from '../targets.ts'
import { readCommittedSums } from './committed-sums.ts'
import { type BaseRequest, fetchBases } from './fetch-bases.ts'

const version = '2.9.6'
const linux = 'x86_64-unknown-linux-gnu'
const windows = 'x86_64-pc-windows-msvc'

async function open(options: Partial<ArchiveHostOptions> = {}, minutes = 5) {
  const host = await startArchiveHost({ version, prints: 'app 1.2.3', ...options })
  const folder = await mkdtemp(join(tmpdir(), 'bases-'))
  const transport = createTransport({
    deadline: startDeadline(minutes * 60_000),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  onTestFinished(async () => {
    transport.close()
    await host.close()
    await rm(folder, { recursive: true, force: true })
  })
  const fetchAll = (request: Partial<BaseRequest> = {}) =>
    fetchBases(transport, {
      version,
      targets: targetNames,
      url: new URL(`${host.url}/release`),
      folder,
      ...request,
    })
  return { host, folder, fetchAll }
}

async function errorOf(fetching: Promise<unknown>): Promise<OutsideError> {
  const error = await fetching.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof OutsideError)) throw error
  return error
}

const committed = (host: ArchiveHost) => ({
  sums: readSums(host.sums(), 'denort.sums'),
  where: 'denort.sums',
})

describe('the runtimes', () => {
  it.each([{}, { deflate: true }, { deflate: true, padding: 3_000_000 }, { padding: 3_000_000 }])(
    'are on disk as the host has them, each with its sum (%j)',
    async (options) => {
      const { host, fetchAll } = await open(options)
      const bases = await fetchAll()
      expect(bases.map(({ target }) => target)).toEqual(targetNames)
      for (const { target, path, sha256, size, checkedAgainst } of bases) {
        expect(checkedAgainst).toBe('published-sums')
        expect((await readFile(path)).equals(host.archiveOf(target))).toBe(true)
        expect(sha256).toBe(sha256Of(host.archiveOf(target)))
        expect(size).toBe(makeBase(target, { prints: 'app 1.2.3', ...options }).length)
      }
    },
  )

  it('are fetched at the same time', async () => {
    const { host, fetchAll } = await open()
    let waiting = 0
    let all = () => {}
    const everyoneIsThere = new Promise<void>((resolve) => {
      all = resolve
    })
    host.host.inject({
      match: ({ path }) => path.endsWith('.zip'),
      fault: faults.meanwhile(() => {
        waiting += 1
        if (waiting === targetNames.length) all()
        return everyoneIsThere
      }),
    })
    expect(await fetchAll()).toHaveLength(targetNames.length)
  })

  it('are checked against the committed sums, and then the host is not asked for any', async () => {
    const { host, fetchAll } = await open()
    const bases = await fetchAll({ committed: committed(host) })
    expect(bases.every(({ checkedAgainst }) => checkedAgainst === 'committed-sums')).toBe(true)
    expect(host.host.log.map(({ path }) => path).filter((path) => !path.endsWith('.zip'))).toEqual([])
  })

  it.each(['shasum', 'format-list', 'format-list-utf16'] as const)(
    'are checked against sums as %s',
    async (sumsForm) => {
      const { fetchAll } = await open({ sumsForm })
      expect(await fetchAll()).toHaveLength(6)
    },
  )

  it('come from a mirror whose address ends with a slash, and from one that redirects once', async () => {
    const { host, fetchAll } = await open()
    const mirror = await startArchiveHost({ version, prints: 'x', targets: [] })
    onTestFinished(() => mirror.close())
    for (const each of ['', '.sha256sum'])
      mirror.host.inject({
        match: ({ path }) => path === `${host.pathOf(linux)}${each}`,
        fault: faults.redirect(`${host.url}${host.pathOf(linux)}${each}`),
      })
    expect(await fetchAll({ targets: [linux], url: new URL(`${mirror.url}/release/`) })).toHaveLength(1)
  })

  it('are fetched again when the connection breaks in the middle', async () => {
    const { host, fetchAll } = await open({ padding: 1_000_000 })
    host.host.inject({
      match: ({ path }) => path === host.pathOf(linux),
      fault: faults.resetAfterHeaders(100_000),
      times: 1,
    })
    expect(await fetchAll({ targets: [linux] })).toHaveLength(1)
  })
})

/** What goes wrong with the archive for Linux on x86_64, and how the run must end. */
const wrong: readonly {
  readonly name: string
  readonly act: (host: ArchiveHost) => void
  readonly reason: string
  readonly says: string
}[] = [
  {
    name: 'there is no archive',
    act: (host) => host.remove(linux),
    reason: 'denort-missing',
    says: 'denort-x86_64-unknown-linux-gnu.zip does not exist',
  },
  {
    name: 'a page comes instead',
    act: (host) =>
      host.host.inject({
        match: ({ path }) => path === host.pathOf(linux),
        fault: faults.status(200, { headers: { 'content-type': 'text/html' }, body: '<html></html>' }),
      }),
    reason: 'denort-unusable',
    says: 'is a page, not an archive',
  },
  {
    name: 'nothing comes',
    act: (host) =>
      host.host.inject({ match: ({ path }) => path === host.pathOf(linux), fault: faults.emptyBody() }),
    reason: 'denort-unusable',
    says: 'is empty',
  },
  {
    name: 'access is refused',
    act: (host) =>
      host.host.inject({ match: ({ path }) => path === host.pathOf(linux), fault: faults.status(403) }),
    reason: 'outside-failed',
    says: 'was answered with status 403',
  },
  {
    name: 'the archive is cut',
    act: (host) => host.replace(linux, host.archiveOf(linux).subarray(0, -30)),
    reason: 'denort-sum-differs',
    says: 'has the SHA-256',
  },
  {
    name: 'one byte differs',
    act: (host) => {
      const archive = Buffer.from(host.archiveOf(linux))
      archive[200] = (archive[200] ?? 0) ^ 1
      host.replace(linux, archive)
    },
    reason: 'denort-sum-differs',
    says: 'by the sums next to it',
  },
  {
    name: 'there are no sums',
    act: (host) => host.replaceSums(linux, undefined),
    reason: 'denort-sums-incomplete',
    says: '.sha256sum does not exist, so the archive cannot be checked',
  },
  {
    name: 'the sums are a page',
    act: (host) => host.replaceSums(linux, '<html>sign in</html>'),
    reason: 'denort-sums-incomplete',
    says: 'is not a file of SHA-256 sums',
  },
  {
    name: 'the sums are those of another archive',
    act: (host) => host.replaceSums(linux, writeSumsOf('shasum', archiveNameOf(windows), 'a'.repeat(64))),
    reason: 'denort-sums-incomplete',
    says: 'has not exactly one SHA-256 for denort-x86_64-unknown-linux-gnu.zip',
  },
  {
    name: "the archive holds another target's runtime, with the right sum",
    act: (host) =>
      replaceBy(host, makeArchive(linux, makeBase('aarch64-unknown-linux-gnu', { prints: 'x' }))),
    reason: 'denort-unusable',
    says: 'it is the runtime of aarch64-unknown-linux-gnu',
  },
  {
    name: 'the archive holds a script',
    act: (host) => replaceBy(host, makeArchive(linux, Buffer.from('#!/bin/sh\n'.repeat(20)))),
    reason: 'denort-unusable',
    says: 'its file is not a program for any target',
  },
  {
    name: 'the archive holds the program of Windows',
    act: (host) => replaceBy(host, makeZip([{ name: 'denort.exe', data: base }])),
    reason: 'denort-unusable',
    says: 'it holds "denort.exe", and must hold denort',
  },
  {
    name: 'the archive holds a path out of its folder',
    act: (host) => replaceBy(host, makeZip([{ name: '../denort', data: base }])),
    reason: 'denort-unusable',
    says: 'it holds "../denort"',
  },
  {
    name: 'the archive holds a second file',
    act: (host) =>
      replaceBy(
        host,
        makeZip([
          { name: 'denort', data: base },
          { name: 'extra', data: base },
        ]),
      ),
    reason: 'denort-unusable',
    says: 'it holds 2 files, and must hold one',
  },
  {
    name: 'the archive holds no file',
    act: (host) => replaceBy(host, makeZip([])),
    reason: 'denort-unusable',
    says: 'it holds 0 files',
  },
  {
    name: 'the archive is cut, and so is its sum',
    act: (host) => replaceBy(host, host.archiveOf(linux).subarray(0, -30)),
    reason: 'denort-unusable',
    says: 'it is not a zip archive, or its end is missing',
  },
  {
    name: 'the archive lacks its middle, and its sum says so',
    act: (host) => {
      const archive = host.archiveOf(linux)
      replaceBy(host, Buffer.concat([archive.subarray(0, 150), archive.subarray(160)]))
    },
    reason: 'denort-unusable',
    says: 'it is damaged',
  },
  {
    name: 'something was put before the archive',
    act: (host) => replaceBy(host, Buffer.concat([Buffer.from('#!/bin/sh\n'), host.archiveOf(linux)])),
    reason: 'denort-unusable',
    says: 'it is damaged',
  },
  {
    name: 'the address redirects without an end',
    act: (host) =>
      host.host.inject({
        match: ({ path }) => path === host.pathOf(linux),
        fault: faults.redirect(`${host.url}${host.pathOf(linux)}`),
      }),
    reason: 'outside-failed',
    says: 'redirect',
  },
]

const base = makeBase(linux, { prints: 'app' })

function replaceBy(host: ArchiveHost, archive: Buffer) {
  host.replace(linux, archive, { withSums: true })
}

describe('nothing is compiled', () => {
  it.each(wrong)('when $name', async ({ act, reason, says }) => {
    const { host, fetchAll } = await open()
    act(host)
    const error = await errorOf(fetchAll())
    expect(error.message).toContain(says)
    expect(error.reason).toBe(reason)
  })

  it('when an archive differs from the committed sums, although the host publishes its sum', async () => {
    const { host, fetchAll } = await open()
    const before = committed(host)
    host.replace(windows, makeArchive(windows, makeBase(windows, { prints: 'other' })), { withSums: true })
    const error = await errorOf(fetchAll({ committed: before }))
    expect(error.reason).toBe('denort-sum-differs')
    expect(error.message).toContain('by denort.sums')
  })

  it.each([
    ['lack the archive', (text: string) => text.replace(/.*x86_64-unknown-linux.*\n/, '')],
    ['have it twice', (text: string) => `${text}${'a'.repeat(64)}  other/${archiveNameOf(linux)}\n`],
  ])('when the committed sums %s, and the archive is not fetched', async (_, change) => {
    const { host, fetchAll } = await open()
    const sums = { sums: readSums(change(host.sums()), 'denort.sums'), where: 'denort.sums' }
    const error = await errorOf(fetchAll({ targets: [linux], committed: sums }))
    expect(error.reason).toBe('denort-sums-incomplete')
    expect(error.message).toContain('denort.sums has not exactly one SHA-256')
    expect(host.host.log).toEqual([])
  })

  it('when several archives are wrong, and all are named, the changed one first', async () => {
    const { host, folder, fetchAll } = await open()
    host.remove(linux)
    host.replace(windows, makeArchive(windows, makeBase(windows, { prints: 'other' })))
    const error = await errorOf(fetchAll())
    expect(error.reason).toBe('denort-sum-differs')
    expect(error.message).toMatch(
      /denort-x86_64-pc-windows-msvc\.zip has the SHA-256 .*; .*linux-gnu\.zip does not exist$/,
    )
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('when the host hangs: the run ends at its deadline and says what it waited for', async () => {
    const { host, fetchAll } = await open({}, 1 / 60)
    host.host.inject({ match: ({ path }) => path === host.pathOf(linux), fault: faults.hang() })
    const error = await errorOf(fetchAll({ targets: [linux] }))
    expect(error.reason).toBe('deadline-passed')
    expect(error.message).toContain(host.pathOf(linux as BaseTarget))
  })
})

describe('a committed file of sums', () => {
  it('is read in every form in which sums are written', async () => {
    const { host, folder } = await open()
    await writeFile(join(folder, 'denort.sums'), Buffer.from(`\ufeff${host.sums()}`, 'utf16le'))
    expect(await readCommittedSums({ folder, tracked: new Set(['denort.sums']) }, 'denort.sums')).toEqual(
      committed(host),
    )
  })

  it('that the commit does not have is named, with what to do', async () => {
    const { folder } = await open()
    await expect(
      readCommittedSums({ folder, tracked: new Set(['denort.sums']) }, 'denort.sums'),
    ).rejects.toMatchObject({
      reason: 'denort-sums-incomplete',
      message: 'the commit has no file denort.sums that can be read',
      fix: expect.stringContaining('`denort-sums`'),
    })
  })
})
