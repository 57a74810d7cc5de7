import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { distribution } from '@suite/testkit/bundle'
import { afterAll, beforeAll, expect } from 'vitest'
import { root } from '../../scripts/actions.ts'
import { stageTree } from '../../scripts/release/stage.ts'

/**
 * Creates a temporary folder for the tests of one file, with the published suite in it. It has only the actions that the
 * templates use, because act copies the whole tree for each step.
 *
 * @param templates ids of workflow templates
 */
export function stageSuite(templates: readonly string[]): {
  readonly folder: () => string
  readonly published: () => string
} {
  let folder: string
  const published = () => join(folder, 'published')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'act-'))
    const used = await Promise.all(templates.map(actionsIn))
    await stageTree({ folder: dirname(distribution), actions: [...new Set(used.flat())].sort() }, published())
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return { folder: () => folder, published }
}

async function actionsIn(template: string): Promise<string[]> {
  const text = await readFile(join(root, 'workflows-templates', `${template}.yml`), 'utf8')
  const names = [...text.matchAll(/uses: org\/actions\/([a-z-]+)@v1/g)].map(([, name = '']) => name)
  expect(names).not.toEqual([])
  return names
}
