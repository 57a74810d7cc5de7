import { isRefusal } from '@suite/rest'
import type { z } from 'zod/mini'
import type { Labels, RepositoryLabel } from '../ports/labels.ts'
import * as answers from './answers.ts'
import type { GitHubClient } from './client.ts'
import { askAll } from './pages.ts'

const permission = 'pull-requests: write'

/** {@link Labels} over GitHub's REST API, whose writes answer with all labels that are there after them. */
export function createGitHubLabels(client: GitHubClient): Labels {
  return {
    async labels(number) {
      const { data } = await client.ask({
        to: `read the labels of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/pulls/{number}',
        with: { number },
        answer: answers.labelsOfPull(number),
      })
      return namesOf(data.labels)
    },
    async labelHistory(number) {
      const events = await askAll(client, {
        to: `read the label history of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/issues/{number}/events',
        with: { number },
        answer: answers.labelEvents,
      })
      return events
        .filter((event) => event !== undefined)
        .map(({ event, label, actor }) => ({
          label: label.name,
          action: event,
          actor: actor?.login ?? '',
          actorIsBot: actor?.type === 'Bot',
        }))
    },
    async addLabels(number, labels) {
      const { data } = await client.ask({
        to: `add ${labels.join(', ')} to #${number}`,
        permission,
        route: 'POST /repos/{owner}/{repo}/issues/{number}/labels',
        with: { number, labels },
        answer: answers.labels,
      })
      return namesOf(data)
    },
    async removeLabel(number, label) {
      try {
        await client.ask({
          to: `take ${label} off #${number}`,
          permission,
          route: 'DELETE /repos/{owner}/{repo}/issues/{number}/labels/{label}',
          with: { number, label },
          answer: answers.labels,
        })
      } catch (error) {
        // Somebody was faster, or the pull request is hidden from the token: reading its labels tells which.
        if (!isRefusal(error, 404)) throw error
      }
    },
    async repositoryLabels() {
      const labels = await askAll(client, {
        to: "list the repository's labels",
        permission: 'issues: read',
        route: 'GET /repos/{owner}/{repo}/labels',
        answer: answers.repositoryLabels,
      })
      return labels.map(toLabel)
    },
    async createLabel(label) {
      const { data } = await client.ask({
        to: `create the label ${label.name}`,
        permission: 'issues: write',
        route: 'POST /repos/{owner}/{repo}/labels',
        with: { ...label },
        answer: answers.repositoryLabel,
      })
      return toLabel(data)
    },
  }
}

function namesOf(labels: z.infer<typeof answers.labels>): string[] {
  return labels.map(({ name }) => name)
}

function toLabel({ name, color, description }: z.infer<typeof answers.repositoryLabel>): RepositoryLabel {
  return { name, color: color.toLowerCase(), description: description ?? '' }
}
