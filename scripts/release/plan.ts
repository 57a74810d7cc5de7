import { type Problem, UsageError } from '@suite/errors'
import { releaseReasons } from './reasons.ts'
import { compareVersions, parseVersion } from './version.ts'

/** What the `package.json` next to a bundle says about its source. */
export interface Bundle {
  readonly name: string
  readonly version: string
  readonly commit: string
}

/** The facts about a release that are known without a build. */
export interface SourceFacts {
  /** The version of the project, `major.minor.patch`. */
  readonly version: string
  /** The full commit to release. */
  readonly source: string
  /** Files that differ from that commit. */
  readonly changed: readonly string[]
  /** Refs of the remote by full name; peeled tags under `<name>^{}`. */
  readonly remoteRefs: ReadonlyMap<string, string>
  /** Names of the local tags. */
  readonly localTags: readonly string[]
}

/** All the facts that determine whether and what to publish. */
export interface ReleaseFacts extends SourceFacts {
  readonly bundles: readonly Bundle[]
  /** The object id of the tree to publish, and the size of its `tar.gz` in bytes. */
  readonly tree: string
  readonly archiveBytes: number
}

/** A release before any of its objects exists. */
export interface ReleasePlan {
  readonly tree: string
  readonly source: string
  /** `refs/heads/releases/v<major>`, and its present commit. */
  readonly branch: string
  readonly parent: string | undefined
  /** `refs/tags/v<version>`, new. */
  readonly versionTag: string
  /** `refs/tags/v<major>`, and its present target. */
  readonly majorTag: string
  readonly majorBefore: string | undefined
  readonly commitMessage: string
  readonly tagMessage: string
}

/** The maximum size of `tar.gz` in bytes, because every job that uses one action downloads the whole suite. */
export const archiveBudget = 6 * 1024 * 1024

/**
 * Returns what a release consists of.
 * @throws UsageError `release-refused` with every reason against it
 */
export function planRelease(facts: ReleaseFacts): ReleasePlan {
  const { version, source, tree, remoteRefs } = facts
  const problems = findProblems(facts)
  if (problems.length > 0)
    throw new UsageError(
      releaseReasons['release-refused'],
      problems,
      'Correct each, then start the release again.',
    )
  const major = `v${parseVersion(version)?.[0]}`
  const branch = `refs/heads/releases/${major}`
  const majorTag = `refs/tags/${major}`
  return {
    tree,
    source,
    branch,
    parent: remoteRefs.get(branch),
    versionTag: `refs/tags/v${version}`,
    majorTag,
    majorBefore: remoteRefs.get(majorTag),
    commitMessage: `Release v${version}\n\nSource-Commit: ${source}\n`,
    tagMessage: `v${version}\n\nSource-Commit: ${source}\n`,
  }
}

function findProblems(facts: ReleaseFacts): Problem[] {
  const { bundles, archiveBytes } = facts
  const said = [...findSourceProblems(facts)]
  if (bundles.length === 0) said.push('there is no action to publish')
  for (const bundle of bundles) said.push(...findBundleProblems(bundle, facts))
  if (archiveBytes > archiveBudget)
    said.push(`the tree is ${archiveBytes} bytes as tar.gz, over the budget of ${archiveBudget}`)
  return said.map((what) => ({ what }))
}

/** Returns what speaks against a release and is known without a build. */
export function findSourceProblems(facts: SourceFacts): string[] {
  const { changed } = facts
  const said = [...findVersionProblems(facts)]
  if (changed.length > 0) said.push(`the work tree differs from its commit: ${changed.join(', ')}`)
  return said
}

function* findVersionProblems({ version, remoteRefs, localTags }: SourceFacts): Iterable<string> {
  const parsed = parseVersion(version)
  if (parsed === undefined) {
    yield `the version ${JSON.stringify(version)} in package.json is not major.minor.patch`
    return
  }
  if (remoteRefs.has(`refs/tags/v${version}`)) yield `the remote has a tag v${version} already`
  else if (localTags.includes(`v${version}`)) yield `there is a tag v${version} here already`
  const released = [...remoteRefs.keys()]
    .filter((ref) => ref.startsWith(`refs/tags/v${parsed[0]}.`))
    .map((ref) => ref.slice('refs/tags/v'.length))
    .filter((name) => parseVersion(name) !== undefined)
  for (const newer of released.filter((other) => compareVersions(version, other) < 0))
    yield `v${newer} is already released: v${parsed[0]} would go back to v${version}`
}

function* findBundleProblems(bundle: Bundle, { version, source }: ReleaseFacts): Iterable<string> {
  const { name } = bundle
  if (bundle.version !== version) yield `dist/${name} is of version ${bundle.version}, not ${version}`
  if (bundle.commit.length < 12 || !source.startsWith(bundle.commit))
    yield `dist/${name} was built from ${bundle.commit}, not from ${source}`
}
