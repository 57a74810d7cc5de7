import { commonReasons, type FailReason } from '@suite/errors'
import { type Purpose, Refusal } from '@suite/rest'

const forks =
  'On a pull request from a fork the token of the job only reads, whatever permissions: says: a labeler that must write on fork pull requests needs a token of its own.'

/**
 * Puts an answer of Gitea that is a refusal into words that a person can act on.
 * @param said Gitea's own words; `undefined` where the body is none of Gitea's
 * @param isWrite Gitea refuses some writes with no word at all
 */
export function refuse(
  {
    status,
    said,
    request,
  }: { readonly status: number; readonly said: string | undefined; readonly request: string },
  purpose: Purpose,
  isWrite: boolean,
): Refusal {
  const [reason, fix] = adviceFor(status, said, purpose.permission, isWrite)
  return new Refusal({ forge: 'Gitea', status, said, request }, purpose, { reason, fix })
}

function adviceFor(
  status: number,
  said: string | undefined,
  permission: string,
  isWrite: boolean,
): [FailReason, string] {
  if (status === 403) {
    const scope = said?.includes('required scope') ? 'Give the token the scope that is named' : undefined
    const grant = scope ?? `Grant \`${permission}\` under permissions: of the job`
    return [commonReasons['permission-missing'], isWrite ? `${grant}. ${forks}` : `${grant}.`]
  }
  if (said === undefined)
    return [
      commonReasons['outside-failed'],
      'Look at what stands between the runner and Gitea, such as a proxy: it may answer in its place.',
    ]
  if (status === 401)
    return [
      commonReasons['permission-missing'],
      'The token is wrong or has expired: that of the job dies with it. The default is right for most uses.',
    ]
  if (status === 404)
    return [
      commonReasons['permission-missing'],
      `It is not there, or hidden from the token, which needs \`${permission}\`: Gitea answers both alike.`,
    ]
  return [commonReasons['outside-failed'], 'Run again; if it stays so, the answer says what Gitea refuses.']
}
