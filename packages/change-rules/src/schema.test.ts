import { expect, it } from 'vitest'
import { ruleFileJsonSchema } from './schema.ts'

it('an editor knows every key that a rule file may have', () => {
  const text = JSON.stringify(ruleFileJsonSchema())
  for (const key of [
    'max-files-changed',
    'all-globs-to-any-file',
    'head-branch',
    'sync',
    'color',
    'description',
  ]) {
    expect(text).toContain(`"${key}"`)
  }
  expect(text).toContain('"additionalProperties":false')
  expect(text).toContain('One of these must hold.')
  expect(text).toContain('Above this many changed files')
})
