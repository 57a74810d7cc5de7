import { defineKind, type InputsOf } from '@suite/contract'
import type { contract } from './contract.ts'

/** The parsed inputs of a run. */
export type Inputs = InputsOf<typeof contract>

/** A tag that needs no escaping in a URL, a shell or Markdown, and that git accepts. */
export const tagName = defineKind(
  'text',
  'the name of a tag such as `v1.2.3`: letters, digits, `.`, `_`, `-`, `/`, `@`, `+`',
  { type: 'string' },
  (text) => {
    if (text.startsWith('refs/')) return { problem: `must be the name alone, without ${text.slice(0, 10)}…` }
    const parts = text.split('/')
    const isGood =
      text.length <= 200 &&
      parts.every((part) => /^[A-Za-z0-9@_][A-Za-z0-9._@+-]*$/.test(part) && !/\.lock$|\.$/.test(part)) &&
      !text.includes('..') &&
      text !== '@'
    return isGood
      ? { value: text }
      : { problem: 'must be the name of a tag such as v1.2.3, of letters, digits and . _ - / @ +' }
  },
)

/** A commit by its whole id: a short one, a branch or a tag may mean something else later. */
export const commitId = {
  shape: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/,
  says: 'the whole id of a commit: 40 or 64 digits 0-9 and a-f',
}
