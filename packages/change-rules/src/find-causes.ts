import type { Location } from '@suite/errors'
import type { Block, BranchCondition, Condition, FilesCondition, LabelRule, Pattern } from './rules.ts'

/** A path that made a condition hold, and the glob that matched it (all globs for `all-globs-…`). */
export interface FileCause {
  readonly on: 'changed-files'
  readonly path: string
  readonly globs: readonly string[]
  readonly at: Location
}

/** A branch whose name made a condition hold. */
export interface BranchCause {
  readonly on: 'base-branch' | 'head-branch'
  readonly branch: string
  readonly pattern: string
  readonly at: Location
}

export type Cause = FileCause | BranchCause

/** What a rule is evaluated against. `paths`: every path that the change touches. */
export interface Facts {
  readonly paths: readonly string[]
  readonly branches: Readonly<Record<BranchCondition['on'], string>>
}

/**
 * Returns everything that makes the conditions of a label hold, or undefined if they do not hold. A change without
 * files meets no condition on files.
 */
export function findCauses(
  { blocks }: Pick<LabelRule, 'blocks'>,
  facts: Facts,
): readonly Cause[] | undefined {
  return everyOf(blocks.map((block) => findBlockCauses(block, facts)))
}

function findBlockCauses({ needs, conditions }: Block, facts: Facts): readonly Cause[] | undefined {
  const causes = conditions.map((condition) => findConditionCauses(condition, facts))
  return needs === 'all' ? everyOf(causes) : someOf(causes)
}

function findConditionCauses(condition: Condition, { paths, branches }: Facts): readonly Cause[] | undefined {
  if (condition.on === 'changed-files') return nonEmpty(FINDERS[condition.quantifier](condition, paths))
  const { on, pattern } = condition
  const branch = branches[on]
  return pattern.matches(branch) ? [{ on, branch, pattern: pattern.source, at: pattern.at }] : undefined
}

type FindFileCauses = (condition: FilesCondition, paths: readonly string[]) => readonly FileCause[]

const FINDERS: Readonly<Record<FilesCondition['quantifier'], FindFileCauses>> = {
  'any-glob-to-any-file': ({ globs }, paths) =>
    paths.flatMap((path) => {
      const glob = globs.find((candidate) => candidate.matches(path))
      return glob ? [causeOf(path, glob)] : []
    }),
  'any-glob-to-all-files': ({ globs }, paths) => {
    const glob = globs.find((candidate) => paths.every((path) => candidate.matches(path)))
    return glob ? paths.map((path) => causeOf(path, glob)) : []
  },
  'all-globs-to-any-file': (condition, paths) => matchedByAll(condition, paths),
  'all-globs-to-all-files': (condition, paths) => {
    const causes = matchedByAll(condition, paths)
    return causes.length === paths.length ? causes : []
  },
}

function matchedByAll({ globs, at }: FilesCondition, paths: readonly string[]): readonly FileCause[] {
  const sources = globs.map(({ source }) => source)
  return paths
    .filter((path) => globs.every((glob) => glob.matches(path)))
    .map((path) => ({ on: 'changed-files', path, globs: sources, at }))
}

function causeOf(path: string, { source, at }: Pattern): FileCause {
  return { on: 'changed-files', path, globs: [source], at }
}

function everyOf(parts: readonly (readonly Cause[] | undefined)[]): readonly Cause[] | undefined {
  return parts.every((part) => part !== undefined) ? nonEmpty(parts.flat()) : undefined
}

function someOf(parts: readonly (readonly Cause[] | undefined)[]): readonly Cause[] | undefined {
  return nonEmpty(parts.flatMap((part) => part ?? []))
}

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined
}
