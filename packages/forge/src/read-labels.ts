import * as z from 'zod/mini'
import { filled } from './answers.ts'
import type { ForgeClient } from './client.ts'
import { forPull } from './questions.ts'

/** Returns the names of the labels of a pull request, read with the pull request itself: the list is complete. */
export async function readLabels(client: ForgeClient, number: number): Promise<string[]> {
  const answer = z.object({ number: z.literal(number), labels: z.array(z.object({ name: filled })) })
  const { data } = await client.ask({ ...forPull(number, `read the labels of #${number}`), answer })
  return data.labels.map(({ name }) => name)
}
