import {
  collidingNames,
  describeBadName,
  MANIFEST_NAME,
  type ReleaseManifest,
  SUMS_NAME,
  type SumLine,
} from '@suite/release-assets'
import { visible } from '@suite/report'
import type { WantedFile } from '../wanted.ts'
import type { FolderEntry } from './folder-entry.ts'

/** What is compared: three lists of the same files. */
export interface FolderFacts {
  readonly manifest: ReleaseManifest
  readonly sums: readonly SumLine[]
  readonly entries: readonly FolderEntry[]
  /** Files of the folder that `attestations` names; they are published under another name. */
  readonly bundles: ReadonlySet<string>
}

interface Expected {
  readonly name: string
  /** Undefined if only the sums list the file. */
  readonly size: number | undefined
  readonly sha256: string | undefined
}

/** Returns the files to publish, or everything in which the folder, the manifest and the sums differ. */
export function judgeFolder(
  facts: FolderFacts,
): { files: readonly WantedFile[] } | { problems: readonly string[] } {
  const expected = expectedFiles(facts.manifest)
  const entries = new Map(facts.entries.map((entry) => [entry.name, entry]))
  const problems = [
    ...nameProblems(facts),
    ...extraProblems(facts, expected),
    ...sumProblems(facts, expected, entries),
    ...expected.flatMap((file) => fileProblems(file, entries.get(file.name))),
  ]
  if (problems.length > 0) return { problems }
  return {
    files: expected.map(({ name }) => {
      const entry = entries.get(name)
      if (entry?.sha256 === undefined) throw new Error(`${name} was not hashed`)
      return { name, size: entry.size, sha256: entry.sha256 }
    }),
  }
}

function expectedFiles({ assets, documents }: ReleaseManifest): readonly Expected[] {
  return [
    ...assets.map(({ name, size, published }) => ({ name, size, sha256: published })),
    ...documents.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    { name: MANIFEST_NAME, size: undefined, sha256: undefined },
    { name: SUMS_NAME, size: undefined, sha256: undefined },
  ]
}

function nameProblems({ entries }: FolderFacts): string[] {
  const names = entries.map(({ name }) => name)
  return [
    ...names.flatMap((name) => {
      const why = describeBadName(name)
      return why === undefined ? [] : [`the name ${shown(name)} ${why}`]
    }),
    ...collidingNames(names).map((group) => `${group.map(shown).join(' and ')} differ only by case`),
  ]
}

function extraProblems({ entries, bundles }: FolderFacts, expected: readonly Expected[]): string[] {
  const known = new Set(expected.map(({ name }) => name))
  return entries
    .filter(({ name }) => !known.has(name) && !bundles.has(name))
    .map(({ name, kind }) => `${shown(name)} is ${words[kind]} that the manifest does not list`)
}

const words = { file: 'a file', symlink: 'a symlink', folder: 'a folder', other: 'something' } as const

function sumProblems(
  { sums }: FolderFacts,
  expected: readonly Expected[],
  entries: ReadonlyMap<string, FolderEntry>,
): string[] {
  // The sums cannot list themselves.
  const summed = expected.filter(({ name }) => name !== SUMS_NAME)
  const names = new Set(summed.map(({ name }) => name))
  const listed = new Map(sums.map(({ name, sha256 }) => [name, sha256]))
  return [
    ...sums
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => `${SUMS_NAME} lists ${shown(name)}, which is not part of the release`),
    ...summed.flatMap(({ name, sha256 }) => {
      const sum = listed.get(name)
      const actual = entries.get(name)?.sha256
      if (sum === undefined) return [`${SUMS_NAME} does not list ${name}`]
      // If manifest and sums agree, the file is compared with both below.
      if (actual === undefined || actual === sum || sha256 === sum) return []
      return [`${name} has the SHA-256 ${actual}, and ${SUMS_NAME} says ${sum}`]
    }),
  ]
}

function fileProblems({ name, size, sha256 }: Expected, entry: FolderEntry | undefined): string[] {
  if (entry === undefined) return [`${name} is missing`]
  if (entry.kind !== 'file') return [`${name} is not a regular file, but ${words[entry.kind]}`]
  if (entry.size === 0) return [`${name} is empty`]
  if (size !== undefined && entry.size !== size)
    return [`${name} has ${entry.size} bytes, and the manifest says ${size}`]
  if (sha256 !== undefined && entry.sha256 !== sha256)
    return [`${name} has the SHA-256 ${entry.sha256}, and the manifest says ${sha256}`]
  return []
}

function shown(name: string): string {
  return visible(JSON.stringify(name), 200)
}
