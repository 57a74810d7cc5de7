import { OutsideError, UsageError } from '@suite/errors'
import { artifactReasons } from './reasons.ts'
import { GivenUpError } from './within-time.ts'

const reason = artifactReasons['artifact-not-uploaded']

/** The error if another job of this run uploaded an artifact of this name, which must not be overwritten. */
export function nameTaken(name: string): OutsideError {
  return new OutsideError(
    reason,
    `an artifact named ${name} was uploaded by another job of this run`,
    'Give each job, and each entry of a matrix, its own artifact-name: append the Worker and the environment.',
  )
}

/** The error if the service has something else than what was sent. */
export function notThere(name: string, what: string): OutsideError {
  return new OutsideError(
    reason,
    `the artifact ${name} was sent, but ${what}`,
    'Run the job again; if it comes again, look at the artifact storage of the forge.',
  )
}

/**
 * Returns the error that explains an error of the client. The client's own error is dropped, because it may contain
 * requests with signed URLs. If the upload may have taken effect, the error has `ambiguous: true`.
 */
export function explain(name: string, error: unknown, redact: (text: string) => string): Error {
  if (error instanceof OutsideError || error instanceof UsageError) return error
  const message = redact(withoutQueries(error instanceof Error ? error.message : String(error)))
  const [line = ''] = message.split('\n')
  if (line.includes('(409)')) return nameTaken(name)
  const failure = new OutsideError(reason, `the artifact ${name} was not uploaded: ${line}`, fixOf(line), {
    cause: new Error(message),
  })
  return Object.assign(failure, { ambiguous: error instanceof GivenUpError })
}

function fixOf(line: string): string {
  if (line.includes('quota'))
    return 'Delete artifacts that are no longer needed, or raise the limit of the storage.'
  if (line.includes('(401)') || line.includes('(403)'))
    return 'The token of the job is not accepted: run the job again.'
  return 'Run the job again; if it comes again, look at the status of the forge and at the proxy of the runner.'
}

/** Returns the text without the queries of addresses, because a query may contain a signature. */
function withoutQueries(text: string): string {
  return text.replaceAll(/(https?:\/\/[^\s?"']{1,2000})\?[^\s"']*/g, '$1?…')
}
