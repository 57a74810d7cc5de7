import type { Question } from '@suite/rest'

/** Requests that have the same route on GitHub and on Gitea. Each forge has its own shape of the answer. */
type Asked = Omit<Question<unknown>, 'answer'>

const reading = 'pull-requests: read'

/** Returns the question for a pull request. */
export function forPull(number: number, to = `read pull request #${number}`): Asked {
  return { to, permission: reading, route: 'GET /repos/{owner}/{repo}/pulls/{number}', path: { number } }
}

/** Returns the question for the files of a pull request. */
export function forFilesOf(number: number): Asked {
  return {
    to: `list the files of pull request #${number}`,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/files',
    path: { number },
  }
}

/** Returns the question for the labels of a pull request: at most 100 on GitHub, and all of them on Gitea. */
export function forLabelsOf(number: number): Asked {
  return {
    to: `list the labels of #${number}`,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/issues/{number}/labels',
    path: { number },
    query: { per_page: 100 },
  }
}

/** Returns the question for the reviews of a pull request. */
export function forReviewsOf(number: number): Asked {
  return {
    to: `read the reviews of #${number}`,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/pulls/{number}/reviews',
    path: { number },
  }
}

/** Returns the question for the timeline of a pull request. */
export function forTimelineOf(number: number, to = `read the timeline of #${number}`): Asked {
  return {
    to,
    permission: reading,
    route: 'GET /repos/{owner}/{repo}/issues/{number}/timeline',
    path: { number },
  }
}

/** Returns the question for the content of a file by its object id. */
export function forBlob(id: string): Asked {
  return {
    to: `read the blob ${id}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/git/blobs/{id}',
    path: { id },
  }
}
