import type { Changes } from '../changes.ts'
import type { PullRequests, Review } from '../pull-requests.ts'
import type { GitHubClient } from './client.ts'
import { statusOf } from './explain.ts'
import { createLabelVerbs } from './issue-labels.ts'
import { pageSize, readAll, readPages } from './pages.ts'
import { readPullRequest } from './pull-files.ts'

const reviewStates: Readonly<Record<string, Review['state'] | undefined>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
}

/** {@link PullRequests} over GitHub's REST API. */
export function createGitHubPullRequests(client: GitHubClient, changes: Changes): PullRequests {
  const { owner, repo, ask } = client
  const reading = (to: string) => ({ permission: 'pull-requests: read', to })
  const writing = (to: string) => ({ permission: 'pull-requests: write', to })
  return {
    ...createLabelVerbs(client),
    read: (number, expectation = {}) => readPullRequest(client, changes, number, expectation),
    async inRange(base, head) {
      const commits = await readAll(async (page) => {
        const { data, headers } = await ask(
          { permission: 'contents: read', to: `list the commits from ${base} to ${head}` },
          (octokit) =>
            octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
              owner,
              repo,
              basehead: `${base}...${head}`,
              per_page: pageSize,
              page,
            }),
        )
        return { rows: data.commits, link: headers.link }
      })
      const pages = await readPages(
        commits.map((_, index) => index),
        async (index) => {
          const { data, headers } = await ask(reading('find the pull requests of a commit'), (octokit) =>
            octokit.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
              owner,
              repo,
              commit_sha: commits[index]?.sha ?? '',
              per_page: pageSize,
            }),
          )
          return { rows: data.map(({ number }) => number), link: headers.link }
        },
      )
      return [...new Set(pages.flatMap(({ rows }) => rows))]
    },
    reviews: (number) =>
      readAll(async (page) => {
        const { data, headers } = await ask(reading(`read the reviews of #${number}`), (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
            owner,
            repo,
            pull_number: number,
            per_page: pageSize,
            page,
          }),
        )
        const rows = data.map(
          (row): Review => ({
            author: row.user?.login ?? '',
            // A state that is not known approves nothing.
            state: reviewStates[row.state] ?? 'commented',
            commit: row.commit_id ?? '',
            submittedAt: row.submitted_at ?? '',
          }),
        )
        return { rows, link: headers.link }
      }),
    async isTeamMember(team, user) {
      const [org = '', team_slug = ''] = team.split('/')
      try {
        const { data } = await ask(
          { permission: 'members: read (organization)', to: `look ${user} up in ${team}` },
          (octokit) =>
            octokit.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', {
              org,
              team_slug,
              username: user,
            }),
        )
        return data.state === 'active'
      } catch (error) {
        if (statusOf(error) === 404) return false
        throw error
      }
    },
    async actor() {
      try {
        const { data } = await ask(reading('ask who the token is'), (octokit) => octokit.request('GET /user'))
        return data.login
      } catch (error) {
        // A token of an installation, such as the job's, is no user.
        if (statusOf(error) === 403) return 'github-actions[bot]'
        throw error
      }
    },
    comments: (number) =>
      readAll(async (page) => {
        const { data, headers } = await ask(reading(`read the comments of #${number}`), (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            owner,
            repo,
            issue_number: number,
            per_page: pageSize,
            page,
          }),
        )
        const rows = data.map(({ id, user, body }) => ({
          id: Number(id),
          author: user?.login ?? '',
          body: body ?? '',
        }))
        return { rows, link: headers.link }
      }),
    async createComment(number, body) {
      await ask(writing(`comment on #${number}`), (octokit) =>
        octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          owner,
          repo,
          issue_number: number,
          body,
        }),
      )
    },
    async updateComment(id, body) {
      await ask(writing('update a comment'), (octokit) =>
        octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
          owner,
          repo,
          comment_id: id,
          body,
        }),
      )
    },
  }
}
