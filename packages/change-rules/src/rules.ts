import type { Location, Problem } from '@suite/errors'

/** How globs and files meet. `any-glob-to-all-files`: one glob matches every file. */
export const QUANTIFIERS = [
  'any-glob-to-any-file',
  'any-glob-to-all-files',
  'all-globs-to-any-file',
  'all-globs-to-all-files',
] as const
export type Quantifier = (typeof QUANTIFIERS)[number]

/** When a label that no longer matches is taken off: always, only if this token put it there, or never. */
export const SYNC_MODES = ['always', 'own', 'never'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

/** A pattern of the rule file, compiled: a glob on paths or a regular expression on branch names. */
export interface Pattern {
  readonly source: string
  readonly at: Location
  /** The most steps that {@link matches} takes for each character of the text. */
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

/** Conditions of which one, or all, must hold. */
export interface Block {
  readonly needs: 'any' | 'all'
  readonly conditions: readonly Condition[]
}

/** What the rule file says of one label. All blocks must hold; without blocks the label is only declared. */
export interface LabelRule {
  readonly name: string
  readonly at: Location
  readonly blocks: readonly Block[]
  /** Without it, the action's own input decides. */
  readonly sync: SyncMode | undefined
  /** Six lower-case hexadecimal digits. */
  readonly color: string | undefined
  readonly description: string | undefined
}

/** A rule file, read and compiled. */
export interface ChangeRules {
  readonly path: string
  readonly labels: readonly LabelRule[]
  /** What its author probably meant otherwise, each at its place. */
  readonly warnings: readonly Problem[]
  /** Above this many changed files, labels with a condition on files are left alone. */
  readonly maxFilesChanged: number | undefined
  /** If more than this many labels with a condition on files are new, none of them is added. */
  readonly changedFilesLabelsLimit: number | undefined
}
