import { visible } from '@suite/report'
import { bufferOf } from './bytes.ts'
import { differingFields } from './differing-fields.ts'
import { differingFiles } from './differing-files.ts'
import { type Inspection, inspect } from './inspect.ts'
import { isBinaryProblem } from './problem.ts'

/**
 * Names what differs between two builds of one binary: an embedded file, a field of the metadata, or a part of the
 * file around them. Empty only if the bytes are equal.
 */
export function describeDifference(first: Uint8Array, second: Uint8Array): readonly string[] {
  if (areEqual(first, second)) return []
  const [left, right] = [inspect(first), inspect(second)]
  if (isBinaryProblem(left)) return [`the first build cannot be read: ${left.what}`]
  if (isBinaryProblem(right)) return [`the second build cannot be read: ${right.what}`]
  const parts = [
    ...differingFields(left.metadata.raw, right.metadata.raw),
    ...differingFiles(left, right),
    ...sectionParts(left, right),
  ]
  // A file that differs in its length moves everything after it, so the rest says nothing more.
  if (parts.length > 0) return parts
  if (!areEqual(left.section.metadata, right.section.metadata))
    return ['a number or the order of the fields of the metadata']
  if (!areEqual(left.container.data, right.container.data)) return ['the order of the embedded files']
  return [runtimePart(first, second)]
}

function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  return bufferOf(left).equals(right)
}

function sectionParts({ section: left }: Inspection, { section: right }: Inspection): readonly string[] {
  const sources = new Map(right.remoteModules.map((module) => [module.specifier, module]))
  const modules = left.remoteModules.flatMap((module) => {
    const other = sources.get(module.specifier)
    const name = `the module ${visible(module.specifier, 200)}`
    if (other === undefined) return [`${name} (only in the first build)`]
    if (!areEqual(module.source, other.source)) return [name]
    const isSame = module.derived.every((part, index) =>
      areEqual(part, other.derived[index] ?? new Uint8Array()),
    )
    return isSame && module.derived.length === other.derived.length ? [] : [`${name} (as compiled)`]
  })
  const known = new Set(left.remoteModules.map(({ specifier }) => specifier))
  const added = right.remoteModules
    .filter(({ specifier }) => !known.has(specifier))
    .map(({ specifier }) => `the module ${visible(specifier, 200)} (only in the second build)`)
  const isSameOrder =
    JSON.stringify([...left.specifiers, ...left.redirects]) ===
    JSON.stringify([...right.specifiers, ...right.redirects])
  return [
    ...modules,
    ...added,
    ...(areEqual(left.npmPackages, right.npmPackages) ? [] : ['the list of npm packages']),
    ...(isSameOrder || modules.length + added.length > 0 ? [] : ['the list of modules and redirects']),
  ]
}

/** Names the part of the file around the data: the base, or what was added after the data. */
function runtimePart(first: Uint8Array, second: Uint8Array): string {
  const at = firstDifference(first, second)
  const data = inspect(first)
  const start = isBinaryProblem(data) ? 0 : data.container.data.byteOffset - first.byteOffset
  return at < start
    ? `the runtime around the program, from byte ${at}`
    : `what comes after the program, such as a signature, from byte ${at}`
}

/** Returns the place of the first byte that differs. */
function firstDifference(first: Uint8Array, second: Uint8Array): number {
  let [low, high] = [0, Math.min(first.length, second.length)]
  // Everything before `low` is equal. The first byte that differs is at `high` or before it.
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (areEqual(first.subarray(low, middle + 1), second.subarray(low, middle + 1))) low = middle + 1
    else high = middle
  }
  return low
}
