import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withNodes } from './with-nodes.ts'

test('a Node that another program starts gets every input, also one with a hyphen in its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'with-nodes-'))
  const main = join(folder, 'main.mjs')
  await writeFile(main, `console.log(process.env['INPUT_DRY-RUN'], process.argv[1], import.meta.url)`)
  const { stdout } = await withNodes(async (nodeUnder) =>
    spawnSync(await nodeUnder(['env', 'MORE=1']), [main], {
      env: { PATH: process.env.PATH, 'INPUT_DRY-RUN': 'true' },
      encoding: 'utf8',
    }),
  )
  expect(stdout.trim()).toBe(`true ${main} file://${main}`)
  await rm(folder, { recursive: true })
})
