import { OutsideError } from '@suite/errors'
import { isRefusal, Refusal } from '@suite/rest'
import * as shared from '../answers.ts'
import type { ForgeClient } from '../client.ts'
import { releaseReasons } from '../release-reasons.ts'
import { folderEntries } from './release-answers.ts'

/**
 * Returns the error for a refusal by which GitHub hides that a token may not write workflow files. The token of a job
 * creates neither a release nor a tag at a commit whose workflow files differ from those of the default branch.
 * @returns the refusal itself, unless these files are seen to differ
 */
export async function explainHidden(
  client: ForgeClient,
  error: unknown,
  { to, commit }: { readonly to: string; readonly commit: string },
): Promise<unknown> {
  if (!(error instanceof Refusal) || ![403, 404].includes(error.status)) return error
  try {
    const { data } = await client.ask({
      to: 'find the default branch',
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}',
      answer: shared.repository,
    })
    const [there, here] = await Promise.all(
      [`refs/heads/${data.default_branch}`, commit].map((ref) => workflowFiles(client, ref)),
    )
    if (there === here) return error
    return new OutsideError(
      releaseReasons['workflow-files-changed'],
      `could not ${to}: GitHub answered ${error.status}, because ${commit} has other files in .github/workflows than ${data.default_branch}, and the token may not write workflows`,
      undefined,
      { cause: error },
    )
  } catch {
    // Nothing is known about the workflow files, so the refusal stands as it is.
    return error
  }
}

/** Returns the names and contents of the workflow files of a commit as one text. */
async function workflowFiles(client: ForgeClient, ref: string): Promise<string> {
  try {
    const { data } = await client.ask({
      to: `read the workflow files of ${ref}`,
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}/contents/{path*}',
      path: { path: '.github/workflows' },
      query: { ref },
      answer: folderEntries,
    })
    return data
      .map(({ path, sha }) => `${path} ${sha}`)
      .sort()
      .join('\n')
  } catch (error) {
    if (isRefusal(error, 404)) return ''
    throw error
  }
}
