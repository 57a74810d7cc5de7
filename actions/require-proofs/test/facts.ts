import { readChangeRules, selectDutyRules } from '@suite/change-rules'
import type { ChangedFile, TreeEntry } from '@suite/changes'
import { compileGlob, type Glob } from '@suite/matchers'
import type { Case, ProofContent, ProofFacts } from '../src/case.ts'
import type { Terms } from '../src/decide.ts'
import { noPolicy } from '../src/policy.ts'
import { readPolicy } from '../src/read-policy.ts'
import type { Demands, Requirement } from '../src/requirements.ts'
import { findSuiteFaults } from '../src/suite-files.ts'
import { rules } from './scene.ts'

/** Facts for tests of pure functions. */

export const now = new Date('2026-11-21T12:00:00Z')
export const labels = ['change:routes', 'change:cors', 'change:headers']

export function caseOf(files: readonly (string | ChangedFile)[], rest: Partial<Case> = {}): Case {
  return {
    name: '#1',
    number: 1,
    before: ['base'],
    head: 'head',
    labels: [],
    author: 'alice',
    files: files.map((file) => (typeof file === 'string' ? { path: file, status: 'added' } : file)),
    ...rest,
  }
}

/** @param at the entry at the head: content of a file, an entry with the content `x`, or none */
export function factsOf(
  at: Readonly<Record<string, string | (Partial<TreeEntry> & { readonly unread?: true })>>,
  known: readonly string[] = [],
): ProofFacts {
  const entries = Object.entries(at).map(([path, given]): [string, ProofContent] => {
    const entry: TreeEntry = { path, kind: 'file', id: `id of ${path}` }
    if (typeof given === 'string') return [path, { entry, bytes: new TextEncoder().encode(given) }]
    const { unread, ...rest } = given
    return [path, { entry: { ...entry, ...rest }, bytes: unread ? undefined : new TextEncoder().encode('x') }]
  })
  const atHead = new Map(entries)
  return { atHead, known: new Set(known), suiteFaults: findSuiteFaults(atHead) }
}

export async function termsOf({
  policy,
  rules: text = rules,
}: {
  policy?: string
  rules?: string
} = {}): Promise<Terms> {
  const read = await readChangeRules({ path: '.github/labeler.yml', text }, { dot: true })
  return {
    labels,
    proofs: [compileGlob('ops/proofs/**')],
    rules: selectDutyRules(read, labels),
    policy: policy === undefined ? noPolicy : await readPolicy({ path: '.github/proofs.yml', text: policy }),
  }
}

export const nothingMore: Demands = { contains: [], maxAge: undefined, dated: undefined }

/** Requires one file at one of the paths, for a label that is on the pull request. */
export function requirementOf(...files: readonly Glob[]): Requirement {
  const label = 'l'
  return {
    ...nothingMore,
    label,
    files,
    atLeast: 1,
    command: [],
    because: { label, labelled: true, causes: [] },
  }
}
