import { createRestClient } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { askAll, askProven } from './pages.ts'
import { advise, complaintsIn } from './refusal.ts'

/** Returns a client of Gitea. The address of its API ends with `/api/v1`. */
export function createGiteaClient({ apiUrl, token, repository, transport }: ForgeAccess): ForgeClient {
  const { ask } = createRestClient(transport, {
    name: 'Gitea',
    root: apiUrl,
    values: { owner: repository.owner, repo: repository.name },
    headers: { accept: 'application/json', authorization: `token ${token}` },
    complaintsIn,
    advise,
  })
  return {
    ask,
    askAll: (question, most) => askAll({ ask }, question, most),
    askProven: (question, most) => askProven({ ask }, question, most),
  }
}
