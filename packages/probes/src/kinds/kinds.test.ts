import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kinds } from './index.ts'

const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

it('a kind of probe that has a folder can be written in a file', () => {
  expect(kinds.map(({ name }) => name).sort()).toEqual(folders.sort())
})

it('no kind takes the place of the name or the family of a probe', () => {
  const names = [...kinds.map(({ name }) => name), 'name', 'family']
  expect(new Set(names).size).toBe(names.length)
})
