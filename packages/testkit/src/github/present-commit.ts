import type { CommitObject } from '../git/format.ts'
import { nodeId } from './present.ts'
import type { RepositoryState, State } from './state.ts'

/** Returns a commit as the git database endpoints show it. */
export function gitCommitJson(state: State, repository: RepositoryState, commit: CommitObject) {
  const here = `${state.url}/repos/${repository.fullName}`
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', repository.id),
    url: `${here}/git/commits/${commit.sha}`,
    html_url: `${state.url}/${repository.fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${here}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${here}/git/commits/${sha}` })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null },
  }
}

/** Returns a commit as the endpoints of a repository's history show it. */
export function commitJson(state: State, repository: RepositoryState, commit: CommitObject) {
  const { sha, node_id, html_url, author, committer, tree, message, parents, verification } = gitCommitJson(
    state,
    repository,
    commit,
  )
  const url = `${state.url}/repos/${repository.fullName}/commits/${sha}`
  return {
    sha,
    node_id,
    commit: { author, committer, message, tree, url, verification },
    url,
    html_url,
    author: null,
    committer: null,
    parents,
  }
}

/** Returns a commit as payloads contain it; for a push, with the paths that it touched. */
export async function pushedCommitJson(repository: RepositoryState, sha: string, withPaths = false) {
  const commit = (await repository.store.readCommit(sha)) as CommitObject
  const person = ({ name, email }: { name: string; email: string }) => ({ name, email })
  return {
    id: sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.author.date,
    author: person(commit.author),
    committer: person(commit.committer),
    ...(withPaths && (await pathsOf(repository, commit))),
  }
}

async function pathsOf({ store }: RepositoryState, commit: CommitObject) {
  const files = await store.diff(commit.parents[0] ?? null, commit.sha)
  const paths = (...statuses: string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path)
  const renamedAway = files.flatMap(({ previousPath }) => previousPath ?? [])
  return {
    distinct: true,
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...renamedAway],
    modified: paths('modified', 'changed'),
  }
}
