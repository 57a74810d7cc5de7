import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actionNames, contractOf, root } from '../../scripts/actions.ts'
import { namesInOutputs } from './names-in-outputs.ts'

/** What holds no text. */
const bare: readonly string[] = ['number', 'decimal', 'flag']

it('no action is left out of the table of outputs, and none is in it that is gone', () => {
  expect(Object.keys(namesInOutputs).toSorted()).toEqual(actionNames())
})

describe.each(actionNames())('%s', (action) => {
  it('has no output of which nobody knows whether a name from outside can be in it', async () => {
    const { outputs } = await contractOf(action)
    const holdText = Object.entries(outputs)
      .filter(([name, { holds }]) => !bare.includes(holds) && name !== 'verdict' && name !== 'reason')
      .map(([name]) => name)
    expect(Object.keys(namesInOutputs[action] ?? {}).toSorted()).toEqual(holdText.toSorted())
  })

  it('puts hostile names into each output in which one can be, and looks at that output', async () => {
    const test = await readFile(join(root, 'actions', action, 'test/hostile-names.test.ts'), 'utf8')
    expect(test).toContain('findInjections')
    const named = Object.entries(namesInOutputs[action] ?? {}).filter(([, source]) => source === 'named')
    const unread = named
      .filter(([name]) => !new RegExp(`['.\\s{]${name}\\b`).test(test))
      .map(([name]) => name)
    expect(unread).toEqual([])
  })
})
