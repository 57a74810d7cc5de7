import type { Changes } from '@suite/changes'
import type { Case } from './case.ts'

/** Returns the difference between two commits as a case without a pull request. */
export async function gatherRange(changes: Changes, name: string, base: string, head: string): Promise<Case> {
  return {
    name,
    number: undefined,
    before: [base],
    head,
    files: await changes.between(base, head),
    labels: [],
    author: '',
  }
}
