import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findNode20 } from './node-versions.ts'

describe('a Node 20', () => {
  let root: string
  const at = (...folders: string[]) => ({ PATH: folders.map((folder) => join(root, folder)).join(':') })

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'node-versions-'))
    const versions = { old: 'v18.20.0', new: 'v24.21.0', right: 'v20.20.2', 'node_modules/.bin': 'v20.0.0' }
    for (const [folder, version] of Object.entries(versions)) {
      await mkdir(join(root, folder), { recursive: true })
      await writeFile(join(root, folder, 'node'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
    }
  })
  afterAll(() => rm(root, { recursive: true }))

  it('is the first of that version on PATH', async () => {
    expect(await findNode20(at('missing', 'old', 'new', 'right'))).toBe(join(root, 'right/node'))
  })

  it('is not one that a dependency has brought, which could be any', async () => {
    expect(await findNode20(at('node_modules/.bin', 'new'))).toBeUndefined()
  })

  it('is the one that is named, whatever is on PATH', async () => {
    expect(await findNode20({ ...at('right'), SUITE_NODE20: '/opt/node' })).toBe('/opt/node')
  })
})
