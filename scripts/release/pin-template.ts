import { type Problem, UsageError } from '@suite/errors'
import { releaseReasons } from './reasons.ts'
import { parseVersion } from './version.ts'

/** The release that a template is pinned to. */
export interface Pin {
  /** The account that has the suite's repository, as in `<owner>/actions`. */
  readonly owner: string
  /** The full commit of the release. */
  readonly sha: string
  /** `major.minor.patch`. */
  readonly version: string
}

/** A step that uses an action of the suite. Groups: the text before, owner, name, ref, the text after. */
const uses = /^(\s*(?:-\s+)?uses:\s+)([\w-]+)\/actions\/([a-z0-9-]+)@([\w.]+)[ \t]*(#.*)?$/
/** The version in the comment of an earlier pin. */
const noted = /^# v\d+\.\d+\.\d+(?:\s+(?=#)|$)/
/** The placeholder as an account's name; not the end of a host or of another name. */
const placeholder = /(?:^|[^\w.-])org\//

/**
 * Pins every action of the suite in a template to one release: `org/actions/<name>@v1` becomes
 * `<owner>/actions/<name>@<sha> # v1.2.3`. Everything else, including comments, stays byte for byte. An action that
 * is pinned already is pinned again, so that doing it twice changes nothing.
 *
 * @throws UsageError `pin-invalid` if the pin is invalid, or the template asks for another major version, has nothing
 *   to pin, or still contains the placeholder
 */
export function pinTemplate(text: string, pin: Pin): string {
  refuse(findPinProblems(pin))
  const problems: Problem[] = []
  let pinned = 0
  const lines = text.split('\n').map((line, index) => {
    const match = uses.exec(line)
    if (match === null) return line
    const [, before = '', owner = '', name = '', ref = '', comment = ''] = match
    if (owner !== 'org' && owner !== pin.owner) return line
    const major = `v${pin.version.split('.')[0]}`
    if (ref !== major && !isCommit(ref))
      problems.push({
        what: `line ${index + 1}: ${name}@${ref} is not ${major}, which v${pin.version} is of`,
      })
    pinned += 1
    const rest = comment.replace(noted, '')
    return `${before}${pin.owner}/actions/${name}@${pin.sha} # v${pin.version}${rest === '' ? '' : ` ${rest}`}`
  })
  if (pinned === 0) problems.push({ what: 'no action of the suite is used in it' })
  for (const [index, line] of lines.entries())
    if (placeholder.test(line)) problems.push({ what: `line ${index + 1}: the placeholder org/ remains` })
  refuse(problems)
  return lines.join('\n')
}

function findPinProblems({ owner, sha, version }: Pin): Problem[] {
  const problems: Problem[] = []
  if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(owner) || owner === 'org')
    problems.push({ what: `${JSON.stringify(owner)} is not an owner: give the account that has the suite` })
  if (!isCommit(sha)) problems.push({ what: `${JSON.stringify(sha)} is not a full commit id` })
  if (parseVersion(version) === undefined)
    problems.push({ what: `${JSON.stringify(version)} is not major.minor.patch` })
  return problems
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new UsageError(
      releaseReasons['pin-invalid'],
      problems,
      'Write uses: org/actions/<name>@v<major> in the template.',
    )
}
