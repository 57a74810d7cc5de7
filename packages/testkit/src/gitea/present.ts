import type { DiffEntry } from '../git/diff.ts'
import { timestamp } from '../git/format.ts'
import {
  type Entry,
  type Label,
  type PullState,
  positionOf,
  type RepositoryState,
  type Review,
  type State,
  userOf,
} from './state.ts'

/** Functions that return the JSON of Gitea's resources, for REST answers and event payloads. */

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/')

export function userJson(state: State, name: string) {
  const { login, id } = userOf(state, name)
  return { id, login, login_name: '', full_name: '', html_url: `${state.url}/${login}`, username: login }
}

export function repositoryJson(state: State, repository: RepositoryState, fullName = repository.fullName) {
  const [owner = '', name = ''] = fullName.split('/')
  return {
    id: repository.id,
    owner: userJson(state, owner),
    name,
    full_name: fullName,
    fork: fullName !== repository.fullName,
    size: 64,
    html_url: `${state.url}/${fullName}`,
    url: `${state.url}/api/v1/repos/${fullName}`,
    clone_url: `${state.url}/${fullName}.git`,
    default_branch: repository.defaultBranch,
    object_format_name: 'sha1',
  }
}

export function labelJson(state: State, repository: RepositoryState, label: Label) {
  const { id, name, color, description, ofOrganization } = label
  const place = ofOrganization ? `orgs/${repository.owner}` : `repos/${repository.fullName}`
  const url = `${state.url}/api/v1/${place}/labels/${id}`
  return { id, name, exclusive: false, is_archived: false, color, description, url }
}

export async function pullJson(state: State, repository: RepositoryState, pull: PullState) {
  const at = await positionOf(repository, pull)
  const files = await repository.store.diff(at.mergeBase, at.head)
  const url = `${state.url}/${repository.fullName}/pulls/${pull.number}`
  return {
    id: pull.id,
    url,
    number: pull.number,
    user: userJson(state, pull.author),
    title: pull.title,
    body: '',
    labels: pull.labels.map((label) => labelJson(state, repository, label)),
    state: 'open',
    draft: false,
    is_locked: false,
    additions: files.reduce((total, { additions }) => total + additions, 0),
    deletions: files.reduce((total, { deletions }) => total + deletions, 0),
    changed_files: files.length,
    html_url: url,
    mergeable: true,
    merged: false,
    merge_base: at.mergeBase,
    base: endJson(state, repository, pull.base, at.base, repository.fullName),
    head: endJson(state, repository, pull.head.branch, at.head, pull.head.repository),
    created_at: timestamp(pull.createdAt),
  }
}

function endJson(state: State, repository: RepositoryState, ref: string, sha: string, fullName: string) {
  const repo = repositoryJson(state, repository, fullName)
  return { label: ref, ref, sha, repo_id: repo.id, repo }
}

/**
 * Returns the JSON of a file. A modified file is `changed`, one without a counted line `unchanged`; there is no blob
 * id.
 */
export function fileJson(state: State, repository: RepositoryState, file: DiffEntry, head: string) {
  const { path, previousPath, additions, deletions } = file
  const words = { added: 'added', removed: 'deleted', renamed: 'renamed' }
  const counted = additions + deletions > 0 ? 'changed' : 'unchanged'
  return {
    filename: path,
    ...(previousPath !== undefined && { previous_filename: previousPath }),
    status: words[file.status as keyof typeof words] ?? counted,
    additions,
    deletions,
    changes: additions + deletions,
    html_url: `${state.url}/${repository.fullName}/src/commit/${head}/${encodePath(path)}`,
    contents_url: `${state.url}/api/v1/repos/${repository.fullName}/contents/${encodePath(path)}?ref=${head}`,
    raw_url: `${state.url}/${repository.fullName}/raw/commit/${head}/${encodePath(path)}`,
  }
}

export function reviewJson(state: State, review: Review) {
  return {
    id: review.id,
    user: userJson(state, review.user),
    team: null,
    state: review.state,
    body: '',
    commit_id: review.commitId,
    stale: review.stale,
    official: true,
    dismissed: review.dismissed,
    comments_count: 0,
    submitted_at: timestamp(review.submittedAt),
  }
}

export function commentJson(state: State, entry: Extract<Entry, { type: 'comment' }>) {
  const { id, user, body, createdAt, updatedAt } = entry
  return {
    id,
    user: userJson(state, user),
    body,
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
  }
}

/**
 * Returns the JSON of a timeline entry. The body of a label's entry says whether the label was added ("1") or removed
 * ("").
 */
export function entryJson(
  state: State,
  repository: RepositoryState,
  entry: Exclude<Entry, { type: 'code' }>,
) {
  if (entry.type === 'comment') return { ...commentJson(state, entry), type: 'comment', label: null }
  const { id, type, createdAt } = entry
  const about = {
    id,
    type,
    user: userJson(state, entry.user),
    body: '',
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    review_id: 0,
    label: null,
  }
  switch (entry.type) {
    case 'review':
      return { ...about, review_id: entry.reviewId }
    case 'pull_push':
      return { ...about, body: JSON.stringify({ is_force_push: entry.isForced, commit_ids: entry.commits }) }
    case 'label':
      return { ...about, body: entry.added ? '1' : '', label: labelJson(state, repository, entry.label) }
  }
}
