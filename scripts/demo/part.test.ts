import { expect, test } from 'vitest'
import { createPart } from './part.ts'

test('a part that happens early is read in its turn, with every line in order', async () => {
  const read: string[] = []
  const early = createPart(
    async (timeline) => timeline.chapter('Second'),
    (line) => read.push(line.trim()),
  )
  const first = createPart(
    async (timeline) => {
      timeline.chapter('First')
      await early.run()
      timeline.chapter('Still first')
    },
    (line) => read.push(line.trim()),
  )
  const happened = first.run()
  await first.show()
  await early.show()
  await happened
  expect(read).toEqual(['First', 'Still first', 'Second'])
})

test('a part that breaks fails the demo, and the other parts still happen', async () => {
  const read: string[] = []
  const part = createPart(
    async () => {
      throw new Error('no deno')
    },
    (line) => read.push(line),
  )
  await part.run()
  await part.show()
  expect(part.entries()).toMatchObject([{ holds: false }])
  expect(read.join()).toContain('no deno')
})
