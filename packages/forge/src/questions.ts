import type { Question } from '@suite/rest'

/** Requests that GitHub and Gitea take in the same place. The shape of the answer is each forge's own. */
type Asked = Omit<Question<unknown>, 'answer'>

const reading = 'pull-requests: read'

export function forPull(number: number, to = `read pull request #${number}`): Asked {
  return { to, permission: reading, route: 'GET /repos/{owner}/{repo}/pulls/{number}', path: { number } }
}

export function forFilesOf(number: number): Asked {
  return {
    to: `list the files of pull request #${number}`,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/files',
    path: { number },
  }
}

export function forReviewsOf(number: number): Asked {
  return {
    to: `read the reviews of #${number}`,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
    path: { number },
  }
}

export function forTimelineOf(number: number, to = `read the timeline of #${number}`): Asked {
  return {
    to,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/issues/{number}/timeline',
    path: { number },
  }
}

export function forBlob(id: string): Asked {
  return {
    to: `read the blob ${id}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/git/blobs/{id}',
    path: { id },
  }
}
