import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { distribution } from '@suite/testkit/bundle'
import { afterAll, beforeAll } from 'vitest'
import { actionNames } from '../../scripts/actions.ts'
import { stageTree } from '../../scripts/release/stage.ts'

/** A temporary folder for the tests of one file, and in it the tree of the suite as it is published. */
export function stageSuite(): { readonly folder: () => string; readonly published: () => string } {
  let folder: string
  const published = () => join(folder, 'published')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'act-'))
    await stageTree({ folder: dirname(distribution), actions: actionNames() }, published())
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return { folder: () => folder, published }
}
