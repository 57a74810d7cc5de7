import type { ForgeClient } from '../client.ts'
import type { TagFact } from '../ports/releases.ts'
import * as answers from './release-answers.ts'

/** Returns every tag of a commit. Gitea leaves out tags of anything else. */
export async function readTags(client: ForgeClient): Promise<readonly TagFact[]> {
  const rows = await client.askAll({
    to: 'list the tags',
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/tags',
    answer: answers.tags,
  })
  return rows.map(({ name, id, commit }) => ({
    name,
    object: id,
    commit: commit.sha,
    isAnnotated: id !== commit.sha,
  }))
}
