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

This is version ${version} of the suite, as runners fetch it. Each folder is one action:

${actions.map((name) => `- [${name}](${name}/README.md)`).join('\n')}

Nobody edits these files. Each commit of this branch is one release. The line \`Source-Commit\` in its message names the commit of the sources that it was built from; building that commit again gives the same bytes. The branch only grows, so a pinned commit stays reachable.

Pin a commit, and keep the version in a comment for people and for the bots that update pins:

\`\`\`yaml
- uses: <owner>/actions/${actions[0] ?? '<name>'}@<commit> # v${version}
\`\`\`

The tag \`v${major}\` moves to each new release of this major version.
`
}
