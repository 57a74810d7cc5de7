import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../scripts/actions.ts'
import { sourceFiles } from './fixtures/source-files.ts'

it('no action waits past `timeout`, because only the runner starts the deadline of a run', () => {
  const starting = sourceFiles(['packages', 'actions']).filter((file) =>
    readFileSync(file, 'utf8').includes('startDeadline('),
  )
  expect(starting.map((file) => relative(root, file)).sort()).toEqual([
    join('packages', 'http', 'src', 'deadline.ts'),
    join('packages', 'runner', 'src', 'step.ts'),
  ])
})
