import type { Location } from '@suite/errors'
import type { Match, MatchCondition } from './rule-file-schema.ts'
import {
  type Block,
  type BranchCondition,
  type Condition,
  type FilesCondition,
  type Pattern,
  QUANTIFIERS,
} from './rules.ts'

type Path = readonly PropertyKey[]
type Locate = (path: Path, part?: 'key' | 'value') => Location
type OpenBlock = { readonly needs: Block['needs']; readonly conditions: Condition[] }

/** Compiles the pattern at a path of the rule file, and records its problems. */
export type CompilePattern = (source: string, on: 'path' | 'branch', path: Path) => Pattern

/**
 * Returns the list under a label as blocks, as actions/labeler reads it. Every `any` and every `all` is a block, and
 * all blocks must hold. A condition outside of both joins the first `any` block before it, or begins one. So the
 * order of the keys matters, and this function keeps the order of the file.
 * @see https://github.com/actions/labeler#match-object
 */
export function toBlocks(
  matches: readonly Match[],
  path: Path,
  locate: Locate,
  compile: CompilePattern,
): Block[] {
  const blocks: OpenBlock[] = []
  for (const [index, match] of matches.entries()) {
    const here = [...path, index]
    for (const key of inFileOrder(match, here, locate)) {
      if (key === 'any' || key === 'all') {
        const inside = (match[key] ?? []).flatMap((condition, position) =>
          toConditions(condition, [...here, key, position], locate, compile),
        )
        blocks.push({ needs: key, conditions: inside })
      } else {
        const loose = toConditions({ [key]: match[key] }, here, locate, compile)
        const first = blocks.find(({ needs }) => needs === 'any')
        if (first) first.conditions.push(...loose)
        else blocks.push({ needs: 'any', conditions: loose })
      }
    }
  }
  return blocks
}

function inFileOrder(match: Match, path: Path, locate: Locate): (keyof Match)[] {
  const keys = Object.keys(match) as (keyof Match)[]
  const places = new Map(keys.map((key) => [key, locate([...path, key], 'key')]))
  const order = (key: keyof Match) => [places.get(key)?.line ?? 0, places.get(key)?.column ?? 0] as const
  return keys.sort((one, other) => order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1])
}

/** Splits the members of one condition into conditions of their own, which means the same in both kinds of block. */
function toConditions(
  condition: MatchCondition,
  path: Path,
  locate: Locate,
  compile: CompilePattern,
): Condition[] {
  const files = (condition['changed-files'] ?? []).flatMap((entry, index) =>
    QUANTIFIERS.flatMap((quantifier): FilesCondition[] => {
      const value = entry[quantifier]
      if (value === undefined) return []
      const here = [...path, 'changed-files', index, quantifier]
      const globs = withPaths(value, here).map(([source, at]) => compile(source, 'path', at))
      return [{ on: 'changed-files', quantifier, globs, at: locate(here, 'key') }]
    }),
  )
  const branches = (['base-branch', 'head-branch'] as const).flatMap((on): BranchCondition[] => {
    const here = [...path, on]
    return withPaths(condition[on] ?? [], here).map(([source, at]) => ({
      on,
      pattern: compile(source, 'branch', at),
      at: locate(here, 'key'),
    }))
  })
  return [...files, ...branches]
}

function withPaths(value: string | readonly string[], path: Path): readonly (readonly [string, Path])[] {
  return typeof value === 'string'
    ? [[value, path]]
    : value.map((source, index) => [source, [...path, index]])
}
