import type { DiffEntry } from '../git/diff.ts'
import { timestamp } from '../git/format.ts'
import {
  type Comment,
  filesOf,
  type Label,
  type LabelEvent,
  type PullState,
  positionOf,
  type RepositoryState,
  type Review,
  type State,
  userOf,
} from './state.ts'

/** Functions that return the JSON of GitHub's resources, for REST answers and event payloads. */

export const nodeId = (kind: string, id: number) => Buffer.from(`${kind}:${id}`).toString('base64url')

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/')

export function userJson(state: State, login: string) {
  const user = userOf(state, login)
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('User', user.id),
    url: `${state.url}/users/${encodeURIComponent(user.login)}`,
    html_url: `${state.url}/${encodeURIComponent(user.login)}`,
    type: user.type,
    site_admin: false,
  }
}

export function repositoryJson(state: State, repository: RepositoryState, fullName = repository.fullName) {
  const [owner = '', name = ''] = fullName.split('/')
  const fork = fullName !== repository.fullName
  return {
    id: fork ? userOf(state, owner).id + 500_000 : repository.id,
    node_id: nodeId('Repository', repository.id),
    name,
    full_name: fullName,
    private: true,
    fork,
    owner: userJson(state, owner),
    url: `${state.url}/repos/${fullName}`,
    html_url: `${state.url}/${fullName}`,
    clone_url: `${state.url}/${fullName}.git`,
    size: repository.kilobytes,
    default_branch: repository.defaultBranch,
    ...(repository.allowRebaseMerge !== undefined && { allow_rebase_merge: repository.allowRebaseMerge }),
    visibility: 'private',
    archived: false,
  }
}

export function labelJson(state: State, repository: RepositoryState, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${state.url}/repos/${repository.fullName}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

/** Returns a pull request with the counts of the single resource; payloads contain the same. */
export async function pullJson(state: State, repository: RepositoryState, pull: PullState) {
  const at = await positionOf(repository, pull)
  const [files, commits] = await Promise.all([
    filesOf(repository, at),
    repository.store.commitsBetween(at.base, at.head),
  ])
  const here = `${state.url}/repos/${repository.fullName}`
  const sum = (of: (file: DiffEntry) => number) => files.reduce((total, file) => total + of(file), 0)
  return {
    url: `${here}/pulls/${pull.number}`,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: `${state.url}/${repository.fullName}/pull/${pull.number}`,
    issue_url: `${here}/issues/${pull.number}`,
    number: pull.number,
    state: pull.merged ? 'closed' : 'open',
    locked: false,
    title: pull.title,
    user: userJson(state, pull.author),
    body: pull.body,
    created_at: timestamp(pull.createdAt),
    labels: pull.labels.map((label) => labelJson(state, repository, label)),
    draft: pull.draft,
    head: endJson(state, repository, pull.head.branch, at.head, pull.head.repository),
    base: endJson(state, repository, pull.base, at.base),
    author_association: pull.association,
    merged: pull.merged !== null,
    mergeable: pull.tried?.base === at.base && pull.tried.head === at.head ? !pull.tried.conflicts : null,
    merge_commit_sha: pull.mergeSha,
    comments: pull.comments.length,
    commits: commits.length,
    additions: sum((file) => file.additions),
    deletions: sum((file) => file.deletions),
    changed_files: files.length,
  }
}

function endJson(
  state: State,
  repository: RepositoryState,
  ref: string,
  sha: string,
  fullName = repository.fullName,
) {
  const repo = repositoryJson(state, repository, fullName)
  return { label: `${repo.owner.login}:${ref}`, ref, sha, user: repo.owner, repo }
}

export function fileJson(state: State, repository: RepositoryState, file: DiffEntry, head: string) {
  const here = `${state.url}/repos/${repository.fullName}`
  const path = encodePath(file.path)
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${state.url}/${repository.fullName}/blob/${head}/${path}`,
    raw_url: `${state.url}/${repository.fullName}/raw/${head}/${path}`,
    contents_url: `${here}/contents/${path}?ref=${head}`,
    ...(file.previousPath !== undefined && { previous_filename: file.previousPath }),
  }
}

export function reviewJson(state: State, repository: RepositoryState, pull: PullState, review: Review) {
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: userJson(state, review.user),
    body: review.body,
    state: review.state,
    html_url: `${state.url}/${repository.fullName}/pull/${pull.number}#pullrequestreview-${review.id}`,
    author_association: review.association,
    submitted_at: timestamp(review.submittedAt),
    commit_id: review.commitId,
  }
}

/** Returns the history of a pull request, oldest first. A review has a time of its own, and no `created_at`. */
export function timelineJson(state: State, repository: RepositoryState, pull: PullState) {
  const rows: { readonly at: Date; readonly row: object }[] = [
    ...pull.labelEvents.map((event) => ({
      at: event.createdAt,
      row: labelEventJson(state, repository, event),
    })),
    ...pull.reviews.map((review) => ({
      at: review.submittedAt,
      row: {
        ...reviewJson(state, repository, pull, review),
        event: 'reviewed',
        state: review.state.toLowerCase(),
      },
    })),
    ...pull.timelineEvents.map(({ id, event, actor, createdAt }) => ({
      at: createdAt,
      row: { id, event, actor: userJson(state, actor), created_at: timestamp(createdAt) },
    })),
  ]
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ row }) => row)
}

export function commentJson(state: State, repository: RepositoryState, number: number, comment: Comment) {
  const here = `${state.url}/repos/${repository.fullName}`
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${here}/issues/comments/${comment.id}`,
    html_url: `${state.url}/${repository.fullName}/pull/${number}#issuecomment-${comment.id}`,
    issue_url: `${here}/issues/${number}`,
    body: comment.body,
    user: userJson(state, comment.user),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: 'NONE',
  }
}

export function labelEventJson(state: State, repository: RepositoryState, event: LabelEvent) {
  return {
    id: event.id,
    node_id: nodeId('LabeledEvent', event.id),
    url: `${state.url}/repos/${repository.fullName}/issues/events/${event.id}`,
    actor: userJson(state, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: timestamp(event.createdAt),
    label: event.label,
  }
}
