import { isRefusal } from '@suite/rest'
import type { z } from 'zod/mini'
import type { ForgeClient } from '../client.ts'
import { confirmLabel } from '../confirm-label.ts'
import type { Labels, RepositoryLabel } from '../ports/labels.ts'
import { listLabels, readLabels } from '../read-labels.ts'
import * as answers from './answers.ts'

const permission = 'pull-requests: write'

/**
 * Returns {@link Labels} over GitHub's REST API. A write returns all labels that the pull request then has.
 * @throws OutsideError from its methods, if GitHub refuses a request
 */
export function createGitHubLabels(client: ForgeClient): Labels {
  return {
    of: (number) => readLabels(client, number),
    listed: (number) => listLabels(client, number),
    async history(number) {
      const events = await client.askAll({
        to: `read the label history of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/issues/{number}/events',
        path: { number },
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
    async add(number, labels) {
      const { data } = await client.ask({
        to: `add ${labels.join(', ')} to #${number}`,
        permission,
        route: 'POST /repos/{owner}/{repo}/issues/{number}/labels',
        path: { number },
        body: { labels },
        answer: answers.labels,
      })
      return namesOf(data)
    },
    async remove(number, label) {
      try {
        await client.ask({
          to: `take ${label} off #${number}`,
          permission,
          route: 'DELETE /repos/{owner}/{repo}/issues/{number}/labels/{label}',
          path: { number, label },
          answer: answers.labels,
        })
      } catch (error) {
        // Somebody else removed it first, or the pull request is hidden from the token. A read of its labels shows which.
        if (!isRefusal(error, 404)) throw error
      }
    },
    async known() {
      const labels = await client.askAll({
        to: "list the repository's labels",
        permission: 'issues: read',
        route: 'GET /repos/{owner}/{repo}/labels',
        answer: answers.repositoryLabels,
      })
      return labels.map(toLabel)
    },
    async create(label) {
      const { data } = await client.ask({
        to: `create the label ${label.name}`,
        permission: 'issues: write',
        route: 'POST /repos/{owner}/{repo}/labels',
        body: label,
        answer: answers.repositoryLabel,
      })
      await confirmLabel(toLabel(data), async () => {
        const shown = await client.ask({
          to: `read the label ${label.name} again`,
          permission: 'issues: read',
          route: 'GET /repos/{owner}/{repo}/labels/{name}',
          path: { name: data.name },
          answer: answers.repositoryLabel,
        })
        return toLabel(shown.data)
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
