import type { Location, Problem } from '@suite/errors'

/** How globs and files are combined. `any-glob-to-all-files`: one glob matches every file. */
export const QUANTIFIERS = [
  'any-glob-to-any-file',
  'any-glob-to-all-files',
  'all-globs-to-any-file',
  'all-globs-to-all-files',
] as const
export type Quantifier = (typeof QUANTIFIERS)[number]

/** When to remove a label that no longer matches: always, only if this token added it, or never. */
export const SYNC_MODES = ['always', 'own', 'never'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

/** A compiled pattern of the rule file: a glob on paths or a regular expression on branch names. */
export interface Pattern {
  readonly source: string
  readonly at: Location
  /** The maximum number of steps that {@link matches} takes per character of the text. */
  readonly cost: number
  /** Whether it is a glob that no path can match, such as `docs/`. */
  readonly matchesNothing: boolean
  matches(text: string): boolean
}

export interface FilesCondition {
  readonly on: 'changed-files'
  readonly quantifier: Quantifier
  readonly globs: readonly Pattern[]
  readonly at: Location
}

export interface BranchCondition {
  readonly on: 'base-branch' | 'head-branch'
  readonly pattern: Pattern
  readonly at: Location
}

export type Condition = FilesCondition | BranchCondition

/** Conditions; one of them, or all of them, must hold. */
export interface Block {
  readonly needs: 'any' | 'all'
  readonly conditions: readonly Condition[]
}

/** The rules of one label. All blocks must hold; a label without blocks is only declared. */
export interface LabelRule {
  readonly name: string
  readonly at: Location
  readonly blocks: readonly Block[]
  /** Undefined means that the input of the action decides. */
  readonly sync: SyncMode | undefined
  /** Six lower-case hexadecimal digits. */
  readonly color: string | undefined
  readonly description: string | undefined
}

/** A rule file, read and compiled. */
export interface ChangeRules {
  readonly path: string
  readonly labels: readonly LabelRule[]
  /** Likely mistakes of the author, each with its place. */
  readonly warnings: readonly Problem[]
  /** With more changed files than this, labels with a condition on files are left alone. */
  readonly maxFilesChanged: number | undefined
  /** If more labels than this with a condition on files are new, none of them is added. */
  readonly changedFilesLabelsLimit: number | undefined
}
