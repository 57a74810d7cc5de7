import { withoutCredentials } from './git.ts'
import { archiveBudget, type ReleaseFacts } from './plan.ts'
import { type Release, updatesOf } from './publish.ts'

/** Returns the plan in words: what is published, and each ref of the remote before and after. */
export function describeRelease(release: Release, facts: ReleaseFacts, remote: string): string {
  const { plan, commit } = release
  const updates = updatesOf(release).map(
    ({ ref, from, to }) =>
      `  ${ref}  ${short(from)} → ${short(to)}${ref === plan.versionTag ? ' (tag)' : ''}`,
  )
  return [
    `Release v${facts.version} of ${short(plan.source)} to ${withoutCredentials(remote)}`,
    `  actions  ${facts.bundles.map(({ name }) => name).join(', ')}`,
    `  tree     ${plan.tree}`,
    `  commit   ${commit}`,
    `  size     ${inMegabytes(facts.archiveBytes)} as tar.gz, of ${inMegabytes(archiveBudget)}`,
    ...updates,
  ].join('\n')
}

function short(id: string | undefined): string {
  return id === undefined ? 'nothing' : id.slice(0, 12)
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`
}
