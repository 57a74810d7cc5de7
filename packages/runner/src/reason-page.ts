import type { Environment } from './environment.ts'

/**
 * Returns the address of the paragraph about a reason on the page of the action; undefined if the action does not come
 * from a repository, as with `uses: ./folder`. A release has one folder for each action, with its page.
 */
export function pageOfReason(
  { forge, serverUrl, variables }: Pick<Environment, 'forge' | 'serverUrl' | 'variables'>,
  action: string,
  reason: string,
): string | undefined {
  const repository = variables.GITHUB_ACTION_REPOSITORY ?? ''
  const ref = variables.GITHUB_ACTION_REF ?? ''
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w.-]+(?:\/[\w.-]+)*$/.test(ref)) return undefined
  return `${serverUrl}/${repository}/${forge === 'gitea' ? giteaRef(ref) : `blob/${ref}`}/${action}/README.md#${reason}`
}

/** Gitea has an address of its own for each kind of ref. A release makes tags such as v1 and v1.2.3, and one branch. */
function giteaRef(ref: string): string {
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(ref)) return `src/commit/${ref}`
  return /^v\d/.test(ref) ? `src/tag/${ref}` : `src/branch/${ref}`
}
