import { type ConfigFile, type ConfigSource, correctionOf, readConfigFile } from '@suite/config-file'
import { configFileReasons } from '@suite/config-file/reasons'
import { UsageError } from '@suite/errors'
import { loadRegExpEngine } from '@suite/matchers'
import { type CompilePattern, toBlocks } from './blocks.ts'
import { OPTION_KEYS } from './check-labels.ts'
import { createPatternCompiler } from './compile-patterns.ts'
import { type LabelValue, type Match, type RuleFile, ruleFileSchema } from './rule-file-schema.ts'
import type { ChangeRules, LabelRule } from './rules.ts'

type Path = readonly PropertyKey[]

/**
 * Reads a rule file. The file means what it means in actions/labeler 7; `DIFFERENCES_FROM_LABELER` lists the
 * exceptions. The engine for regular expressions is loaded only if the file has a branch pattern.
 *
 * @param options.dot whether `*` and `**` match names that begin with a dot
 * @throws UsageError `config-invalid` with every problem at its file, line and column
 */
export async function readChangeRules(source: ConfigSource, { dot }: { dot: boolean }): Promise<ChangeRules> {
  const file = readConfigFile(source, ruleFileSchema)
  const compileRegExp = listMatches(file.value).some(namesBranch) ? await loadRegExpEngine() : undefined
  const { compile, problems, warnings } = createPatternCompiler(file.locate, compileRegExp, dot)
  const labels = listLabels(file.value).map(([name, value]) => toLabelRule(file, name, value, compile))
  if (problems.length > 0)
    throw new UsageError(configFileReasons['config-invalid'], problems, correctionOf(source))

  return {
    path: file.path,
    labels,
    warnings,
    maxFilesChanged: toCount(file.value['max-files-changed']),
    changedFilesLabelsLimit: toCount(file.value['changed-files-labels-limit']),
  }
}

function toLabelRule(
  file: ConfigFile<RuleFile>,
  name: string,
  value: LabelValue,
  compile: CompilePattern,
): LabelRule {
  const locate = (path: Path, part?: 'key' | 'value') => file.locate(path, part)
  const at = file.locate([name], 'key')
  if (Array.isArray(value)) {
    const blocks = toBlocks(value, [name], locate, compile)
    return { name, at, blocks, sync: undefined, color: undefined, description: undefined }
  }
  const { rules = [], sync, color, description } = value
  const blocks = toBlocks(rules, [name, 'rules'], locate, compile)
  return { name, at, blocks, sync, color: color?.replace('#', '').toLowerCase(), description }
}

function listLabels(file: RuleFile): readonly (readonly [string, LabelValue])[] {
  return Object.entries(file as Readonly<Record<string, LabelValue>>).filter(([key]) => !OPTION_KEYS.has(key))
}

function listMatches(file: RuleFile): readonly Match[] {
  return listLabels(file).flatMap(([, value]) => (Array.isArray(value) ? value : (value.rules ?? [])))
}

function namesBranch(match: Match): boolean {
  return [match, ...(match.any ?? []), ...(match.all ?? [])].some(
    (condition) => condition['base-branch'] !== undefined || condition['head-branch'] !== undefined,
  )
}

function toCount(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
