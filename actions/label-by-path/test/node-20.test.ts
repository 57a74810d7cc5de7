import { node20 as node } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()

// The runners of other forges start any `node` on the machine.
test('on Node 20 labels are added and removed, and an invalid file fails the run', async () => {
  const rules = "new:\n  - head-branch: '^change'\nold:\n  - head-branch: none\n"
  const { open, label } = await openRepository(rules, { labels: ['new', 'old'] })
  const pull = await open({ x: 'x' }, { labels: ['old'] })
  const green = await label(pull, { node, inputs: { 'sync-labels': 'true' } })
  expect([ended(green), pull.labels()]).toEqual([[0, 'labels-changed'], ['new']])
  expect(green.stdout).toMatch(/, Node 20\./)

  const broken = await openRepository('new:\n  - branch: x\n')
  const red = await broken.label(await broken.open({ x: 'x' }), { node })
  expect([ended(red), red.annotations[0]?.line]).toEqual([[1, 'config-invalid'], 2])
})
