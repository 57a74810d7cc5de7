import type { Expectation, Forge, PullRequestWithFiles } from '@suite/forge'

/**
 * Returns a pull request with its files, and with the labels that it or the list of its labels shows. Neither has a
 * count. A label that an answer has lost would take its duty with it, so two answers must have lost it.
 */
export async function readPull(
  { pullRequests, labels }: Pick<Forge, 'pullRequests' | 'labels'>,
  number: number,
  expectation?: Expectation,
): Promise<PullRequestWithFiles> {
  const [pull, listed] = await Promise.all([pullRequests.read(number, expectation), labels.listed(number)])
  return { ...pull, labels: [...new Set([...pull.labels, ...listed])] }
}
