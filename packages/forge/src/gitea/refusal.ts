import { commonReasons } from '@suite/errors'
import type { Answer } from '@suite/http'
import { type Advice, type Complaint, isSuccess, type Refused } from '@suite/rest'
import * as z from 'zod/mini'
import { adviseOnRefusal } from '../refusal.ts'

const forks =
  'On a pull request from a fork the token of the job only reads, even if permissions: grants more: a labeler that must write on fork pull requests needs a token of its own.'

const refusal = z.object({ message: z.string(), errors: z.nullish(z.array(z.string())) })

/**
 * Returns the message of a refusal with its details; an empty list if Gitea did not write it; undefined for a success.
 */
export function complaintsIn(answer: Answer): readonly Complaint[] | undefined {
  if (isSuccess(answer.status)) return undefined
  try {
    const { message, errors } = refusal.parse(JSON.parse(answer.text()))
    return [{ message: [message, ...(errors ?? [])].join(': ').slice(0, 300) }]
  } catch {
    return []
  }
}

/** Returns what to do about a refusal. Gitea refuses some writes with 403 and without a message. */
export function advise(refused: Refused): Advice {
  const { status, complaints, permission, isWrite } = refused
  if (status !== 403) return adviseOnRefusal('Gitea', refused)
  const namesScope = complaints.some(({ message }) => message.includes('required scope'))
  const grant = namesScope
    ? 'Give the token the scope that is named.'
    : `Grant \`${permission}\` under permissions: of the job.`
  return { reason: commonReasons['permission-missing'], fix: isWrite ? `${grant} ${forks}` : grant }
}
