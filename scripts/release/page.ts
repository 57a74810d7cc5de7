/** Returns the Markdown page at the root of the release branch, for people who open it. */
export function renderPage({
  actions,
  version,
}: {
  readonly actions: readonly string[]
  readonly version: string
}): string {
  const major = version.split('.')[0]
  return `# What is published

Version ${version} of the suite, as runners fetch it. Each folder is one action, by the name that a workflow gives:

${actions.map((name) => `- [${name}](${name}/README.md)`).join('\n')}

Nothing is written here by hand. Each commit of this branch is one release, built from the commit of the default branch that its \`Source-Commit\` line names; building that commit again gives the same bytes. The branch only ever grows, so that a pinned commit stays reachable.

Pin the commit, with the version in a comment, for people and for the bots that update pins:

\`\`\`yaml
- uses: <owner>/actions/${actions[0] ?? '<name>'}@<commit> # v${version}
\`\`\`

\`v${major}\` moves with every release of its major version.
`
}
