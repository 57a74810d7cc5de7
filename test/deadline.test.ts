import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../scripts/actions.ts'

const sources = ['packages', 'actions'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(node_modules|lib|test)\/|\.test\.ts$/.test(file))
    .map((file) => join(folder, file)),
)

it('no action waits past `timeout`, because only the runner starts the deadline of a run', () => {
  const starting = sources.filter((file) => readFileSync(join(root, file), 'utf8').includes('startDeadline('))
  expect(starting.sort()).toEqual(['packages/http/src/deadline.ts', 'packages/runner/src/step.ts'])
})
