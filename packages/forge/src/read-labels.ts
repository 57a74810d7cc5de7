import * as z from 'zod/mini'
import { filled } from './answers.ts'
import type { ForgeClient } from './client.ts'
import { forLabelsOf, forPull } from './questions.ts'

/** Returns the names of the labels of a pull request from the list of its labels, which has one page. */
export async function listLabels(client: ForgeClient, number: number): Promise<string[]> {
  const { data } = await client.ask({
    ...forLabelsOf(number),
    answer: z.array(z.object({ name: filled })),
  })
  return data.map(({ name }) => name)
}

/** Returns the names of the labels of a pull request, read with the pull request itself: the list is complete. */
export async function readLabels(client: ForgeClient, number: number): Promise<string[]> {
  const answer = z.object({ number: z.literal(number), labels: z.array(z.object({ name: filled })) })
  const { data } = await client.ask({ ...forPull(number, `read the labels of #${number}`), answer })
  return data.labels.map(({ name }) => name)
}
