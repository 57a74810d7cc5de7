import { OutsideError } from '@suite/errors'
import type { LabelEvent, PullRequests, RepositoryLabel } from '../pull-requests.ts'
import type { GitHubClient } from './client.ts'
import { statusOf } from './explain.ts'
import { pageSize, readAll } from './pages.ts'

type LabelVerbs = Pick<
  PullRequests,
  'labelHistory' | 'addLabels' | 'removeLabel' | 'repositoryLabels' | 'createLabel' | 'updateLabel'
>

/** The labels of pull requests and of the repository. A write answers with what is there after it. */
export function createLabelVerbs(client: GitHubClient): LabelVerbs {
  const { owner, repo, ask } = client
  const write = (to: string) => ({ permission: 'pull-requests: write', to })
  return {
    async labelHistory(number) {
      const rows = await readAll(async (page) => {
        const { data, headers } = await ask(
          { permission: 'pull-requests: read', to: `read the label history of #${number}` },
          (octokit) =>
            octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
              owner,
              repo,
              issue_number: number,
              per_page: pageSize,
              page,
            }),
        )
        return { rows: data as readonly HistoryRow[], link: headers.link }
      })
      return rows.map(labelEvent).filter((event) => event !== undefined)
    },
    async addLabels(number, labels) {
      const { data } = await ask(write(`add ${labels.join(', ')} to #${number}`), (octokit) =>
        octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
          owner,
          repo,
          issue_number: number,
          labels: [...labels],
        }),
      )
      return namesIn(data)
    },
    async removeLabel(number, label) {
      try {
        const { data } = await ask(write(`take ${label} off #${number}`), (octokit) =>
          octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
            owner,
            repo,
            issue_number: number,
            name: label,
          }),
        )
        return namesIn(data)
      } catch (error) {
        if (statusOf(error) !== 404) throw error
        // Somebody was faster, or the pull request is hidden from the token: the fresh list tells which.
        const { data } = await ask(write(`read the labels of #${number}`), (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', {
            owner,
            repo,
            issue_number: number,
            per_page: pageSize,
          }),
        )
        return namesIn(data)
      }
    },
    repositoryLabels: () =>
      readAll(async (page) => {
        const { data, headers } = await ask(
          { permission: 'issues: read', to: "list the repository's labels" },
          (octokit) =>
            octokit.request('GET /repos/{owner}/{repo}/labels', { owner, repo, per_page: pageSize, page }),
        )
        return { rows: data.map(repositoryLabel), link: headers.link }
      }),
    async createLabel(label) {
      const need = { permission: 'issues: write', to: `create the label ${label.name}` }
      const { data } = await ask(need, (octokit) =>
        octokit.request('POST /repos/{owner}/{repo}/labels', { owner, repo, ...label }),
      )
      return repositoryLabel(data)
    },
    async updateLabel({ name, color, description }) {
      const need = { permission: 'issues: write', to: `update the label ${name}` }
      const { data } = await ask(need, (octokit) =>
        octokit.request('PATCH /repos/{owner}/{repo}/labels/{name}', {
          owner,
          repo,
          name,
          color,
          description,
        }),
      )
      return repositoryLabel(data)
    },
  }
}

interface HistoryRow {
  readonly event?: string
  readonly label?: { readonly name?: string }
  readonly actor?: { readonly login: string; readonly type?: string } | null
}

function labelEvent({ event, label, actor }: HistoryRow): LabelEvent | undefined {
  if ((event !== 'labeled' && event !== 'unlabeled') || label?.name === undefined) return undefined
  // A deleted user has no actor: a person all the same.
  return { label: label.name, action: event, actor: actor?.login ?? '', actorIsBot: actor?.type === 'Bot' }
}

function namesIn(data: unknown): string[] {
  if (!Array.isArray(data) || data.some((label) => typeof label?.name !== 'string'))
    throw new OutsideError(
      'outside-failed',
      'the labels came in an unexpected shape',
      'Run again; if it stays so, something between the runner and the forge alters its answers.',
    )
  return data.map(({ name }) => name)
}

function repositoryLabel(label: {
  name: string
  color: string
  description: string | null
}): RepositoryLabel {
  return { name: label.name, color: label.color.toLowerCase(), description: label.description ?? '' }
}
