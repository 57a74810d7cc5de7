import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import { confirmLabel } from '../confirm-label.ts'
import type { Labels, RepositoryLabel } from '../ports/labels.ts'
import { forLabelsOf, forTimelineOf } from '../questions.ts'
import { listLabels, readLabels } from '../read-labels.ts'
import { forgeReasons } from '../reasons.ts'
import * as answers from './answers.ts'
import { askUntilEmpty } from './pages.ts'
import { isActionsUser } from './people.ts'

const permission = 'pull-requests: write'

/** The labels that the token can see. Those of a hidden organization are missing. */
interface KnownLabels {
  readonly own: readonly answers.GiteaLabel[]
  readonly shared: readonly answers.GiteaLabel[]
  readonly isComplete: boolean
}

/**
 * Returns {@link Labels} over Gitea's REST API, where labels have ids: two may share a name, names differ by case, and
 * Gitea ignores an unknown one with a 200. So names are looked up, and only the labels in the answer count.
 * @throws OutsideError from its methods, as {@link Labels} says
 */
export function createGiteaLabels(client: ForgeClient): Labels {
  const labelsOf = async (number: number) => {
    const { data } = await client.ask({ ...forLabelsOf(number), answer: answers.labels })
    return data
  }

  /** Returns undefined if the token may not see them, and an empty list if the owner is a person. */
  const organizationLabels = async () => {
    try {
      return await client.askAll({
        to: "list the organization's labels",
        permission: 'read:organization (a scope of a token)',
        route: 'GET /orgs/{owner}/labels',
        answer: answers.labels,
      })
    } catch (error) {
      if (isRefusal(error, 404) || isRefusal(error, 403)) return undefined
      throw error
    }
  }

  const knownLabels = async (): Promise<KnownLabels> => {
    const [own, shared] = await Promise.all([
      client.askAll({
        to: "list the repository's labels",
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/labels',
        answer: answers.labels,
      }),
      organizationLabels(),
    ])
    return { own, shared: shared ?? [], isComplete: shared !== undefined }
  }

  const add = async (number: number, labels: readonly (number | string)[], names: readonly string[]) => {
    const { data } = await client.ask({
      to: `add ${names.join(', ')} to #${number}`,
      permission,
      route: 'POST /repos/{owner}/{repo}/issues/{number}/labels',
      path: { number },
      body: { labels },
      answer: answers.labels,
    })
    return data
  }

  return {
    async history(number) {
      const entries = await askUntilEmpty(client, {
        ...forTimelineOf(number, `read the label history of #${number}`),
        answer: answers.timeline,
      })
      return entries.flatMap(({ type, label, body, user }) =>
        type === 'label' && label
          ? [
              {
                label: label.name,
                action: body === '1' ? ('labeled' as const) : ('unlabeled' as const),
                actor: user?.login ?? '',
                actorIsBot: isActionsUser(user),
              },
            ]
          : [],
      )
    },
    // Two labels of one name are both listed, because removing one leaves the other.
    of: (number) => readLabels(client, number),
    listed: (number) => listLabels(client, number),
    async add(number, names) {
      const known = await knownLabels()
      const ids = names.flatMap((name) => theOne(known, name)?.id ?? [])
      // Labels of an organization that the token may not list can still be added by name.
      const unknown = names.filter((name) => theOne(known, name) === undefined)
      let shown: readonly answers.GiteaLabel[] = []
      if (unknown.length > 0) shown = await add(number, unknown, unknown)
      const missing = unknown.filter((name) => !shown.some((label) => isCalled(label, name)))
      if (missing.length > 0) throw noSuchLabel(number, missing)
      if (ids.length > 0) shown = await add(number, ids, names)
      return namesOf(shown)
    },
    async remove(number, name) {
      // The labels of the pull request come without a count. Those of the repository must match theirs.
      const [known, present] = await Promise.all([knownLabels(), labelsOf(number)])
      const doomed = new Set(
        [...known.own, ...known.shared, ...present]
          .filter((each) => isCalled(each, name))
          .map(({ id }) => id),
      )
      await Promise.all(
        [...doomed].map((id) =>
          client
            .ask({
              to: `take ${name} off #${number}`,
              permission,
              route: 'DELETE /repos/{owner}/{repo}/issues/{number}/labels/{id}',
              path: { number, id },
              answer: answers.nothing,
            })
            // The label is not on the pull request, or somebody else removed it first.
            .catch((error) => {
              if (!isRefusal(error, 422)) throw error
            }),
        ),
      )
    },
    async known() {
      const { own, shared } = await knownLabels()
      return [...own, ...shared].map(toLabel)
    },
    async create(label, number) {
      // Gitea would create a second one of the same name.
      const known = await knownLabels()
      const there = theOne(known, label.name)
      if (there) return toLabel(there)
      if (!known.isComplete) {
        const shown = await add(number, [label.name], [label.name])
        const hidden = shown.find(({ name }) => name === label.name)
        if (hidden) return toLabel(hidden)
      }
      const { data } = await client.ask({
        to: `create the label ${label.name}`,
        permission: 'issues: write',
        route: 'POST /repos/{owner}/{repo}/labels',
        body: { ...label, color: `#${label.color}` },
        answer: answers.label,
      })
      await confirmLabel(toLabel(data), async () => {
        const shown = await client.ask({
          to: `read the label ${label.name} again`,
          permission: 'pull-requests: read',
          route: 'GET /repos/{owner}/{repo}/labels/{id}',
          path: { id: data.id },
          answer: answers.label,
        })
        return toLabel(shown.data)
      })
      return toLabel(data)
    },
  }
}

/**
 * Returns the label of a name: in the exact spelling, or else in another case; the repository's, or else its
 * organization's.
 * @throws OutsideError `label-ambiguous` if two labels fit equally well
 */
function theOne({ own, shared }: KnownLabels, name: string): answers.GiteaLabel | undefined {
  const fitting = (fits: (label: answers.GiteaLabel) => boolean) => [own.filter(fits), shared.filter(fits)]
  const choices = [
    ...fitting((label) => label.name === name),
    ...fitting((label) => isCalled(label, name)),
  ].find(({ length }) => length > 0)
  if (choices === undefined || choices.length === 1) return choices?.[0]
  const where = choices[0] && own.includes(choices[0]) ? 'repository' : 'organization'
  throw new OutsideError(
    forgeReasons['label-ambiguous'],
    `the ${where} has ${choices.length} labels called ${choices.map((label) => label.name).join(' and ')}, and only one can be meant`,
    'Delete or rename all of them but one.',
  )
}

function isCalled(label: answers.GiteaLabel, name: string): boolean {
  return foldLabelName(label.name) === foldLabelName(name)
}

function noSuchLabel(number: number, names: readonly string[]): OutsideError {
  return new OutsideError(
    forgeReasons['write-not-confirmed'],
    `could not add ${names.join(', ')} to #${number}: Gitea accepts a label that it does not know, and adds nothing`,
    'Create the label in the repository or its organization.',
  )
}

function namesOf(labels: readonly answers.GiteaLabel[]): string[] {
  return [...new Set(labels.map(({ name }) => name))]
}

function toLabel({ name, color, description }: answers.GiteaLabel): RepositoryLabel {
  return { name, color: color.replace(/^#/, '').toLowerCase(), description: description ?? '' }
}
