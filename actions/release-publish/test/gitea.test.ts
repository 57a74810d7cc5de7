import { expect, it } from 'vitest'
import { red, setScene } from './scene.ts'

const scene = setScene('gitea')

it.each([
  ['generate-notes', 'true'],
  ['make-latest', 'false'],
  ['immutable', 'require'],
])('%s: %s fails before a request, because Gitea does not have it', async (name, value) => {
  const ran = await (await scene.shop()).run({ inputs: { [name]: value } })
  expect(ran).toMatchObject({ ...red, reason: 'release-feature-missing' })
  expect(ran.stdout).toContain(name)
  expect(ran.log).toEqual([])
})
